# Base image without PyTorch; add extras with --build-arg EXTRAS=postgres,sentence-transformers
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /opt/madoguchi \
    && /opt/madoguchi/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY helpdesk helpdesk
COPY ingest ingest
COPY knowledge knowledge
ARG EXTRAS=postgres
RUN /opt/madoguchi/bin/pip install --no-cache-dir ".[${EXTRAS}]"

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home madoguchi \
    && mkdir -p /data/documents && chown -R madoguchi /data
COPY --from=build /opt/madoguchi /opt/madoguchi
COPY examples /opt/madoguchi/examples
ENV PATH=/opt/madoguchi/bin:$PATH \
    MADOGUCHI_DATA=/data \
    MADOGUCHI_BOT_HOST=0.0.0.0 \
    OMP_NUM_THREADS=1 \
    PYTHONUNBUFFERED=1
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["madoguchi", "serve"]
