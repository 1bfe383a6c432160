/** The looks. A page changes them by the `--madoguchi-…` properties that docs/widget.md names. */
export const STYLES = `
.panel {
  --accent: var(--madoguchi-accent, #1f5fa8); --on-accent: var(--madoguchi-on-accent, #fff);
  --ink: #1d2433; --soft: #586174; --paper: #fff; --shade: #f4f6f9; --line: #dfe3ea; --edge: #7b8598; --tint: #eaf1fa; --warn: #a12c2c; --warn-paper: #fdf1f0;
  font: .9375em/1.65 var(--madoguchi-font, system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", sans-serif);
  color: var(--ink); background: var(--paper); color-scheme: light; line-break: strict; overflow-wrap: anywhere; text-align: start;
  display: flex; flex-direction: column; overflow: hidden;
}
@media (prefers-color-scheme: dark) {
  .panel {
    --accent: var(--madoguchi-accent-dark, #8ab8f0); --on-accent: var(--madoguchi-on-accent-dark, #10161f);
    --ink: #e6e9ef; --soft: #a8b1c1; --paper: #161b23; --shade: #1f2631; --line: #333c4a; --edge: #8a94a6; --tint: #22324a; --warn: #ffb1a8; --warn-paper: #3a1f1f; color-scheme: dark;
  }
}
.panel:lang(ja) { line-height: 1.75; word-break: auto-phrase; }
.panel.floating { position: fixed; inset-inline-end: 20px; inset-block-end: 20px; width: min(420px, calc(100vw - 40px)); height: min(720px, calc(100dvh - 40px));
  border: 1px solid var(--line); border-radius: var(--madoguchi-radius, 16px); box-shadow: 0 2px 6px rgb(16 24 40 / .1), 0 18px 48px rgb(16 24 40 / .22); }
.panel.page { height: 100%; font-size: 1em; }
.panel.page > * { width: 100%; max-width: 46em; margin-inline: auto; }
[hidden] { display: none !important; }
.panel, .panel *, .panel *::before { box-sizing: border-box; }
h1, h2, h3, h4, p, blockquote, figure, dl, dd, ul, ol { margin: 0; padding: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg { width: 1.3em; height: 1.3em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.log:focus-visible { outline-offset: -3px; }
h3:focus, h4:focus { outline: none; }
.small, .help, .optional, .note { font-size: .8667em; color: var(--soft); line-height: 1.55; }

.head { display: flex; align-items: flex-start; gap: .75em; padding: 1em .8em .9em 1.35em; border-bottom: 1px solid var(--line); }
.head > div { flex: 1; min-width: 0; }
.title { font-size: 1.0667em; font-weight: 650; line-height: 1.4; }
.page .title { font-size: 1.25em; }
.badge { margin-inline-start: .6em; padding: .1em .5em; border-radius: 5px; background: var(--tint); color: var(--accent); font-size: .72em; font-weight: 700; letter-spacing: .05em; vertical-align: .1em; }
.organisation { font-size: .8667em; line-height: 1.45; color: var(--soft); }
.organisation:empty { display: none; }

:where(.panel) button { font: inherit; font-weight: 550; line-height: 1.35; text-align: start; color: var(--accent); background: transparent; border: 1px solid transparent;
  border-radius: 10px; padding: .5em 1em; min-height: 2.75em; cursor: pointer; display: inline-flex; align-items: center; gap: .5em; }
:where(.panel) button:hover { background: var(--shade); }
button[aria-disabled="true"] { opacity: .45; cursor: default; }
button.first { background: var(--accent); color: var(--on-accent); }
button.first:hover { filter: brightness(1.08); }
button.second, button.person { border-color: var(--edge); background: var(--paper); }
button.second:hover, button.person:hover { background: var(--tint); }
button.quiet { color: var(--soft); font-weight: 450; padding-inline: .6em; }
button.quiet:hover { color: var(--ink); }
button.bare { padding: 0; width: 2.75em; justify-content: center; color: var(--soft); margin-top: -.25em; }
button.back { margin-inline-start: -.6em; }
:dir(rtl) > svg { scale: -1 1; }

.body { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.transcript { flex: 1; min-height: 0; position: relative; display: flex; flex-direction: column; }
.log, .sheet { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1.35em; position: relative; }
.welcome { margin-bottom: 1.75em; }
.hello { margin-bottom: .6em; }
.examples { margin-top: 1.6em; display: flex; flex-direction: column; align-items: flex-start; gap: .5em; }
button.example { border-color: var(--line); background: var(--shade); color: var(--ink); font-weight: 450; border-radius: 1.4em; padding-inline: 1.1em; }
button.example:hover { border-color: var(--accent); background: var(--tint); }
.turns { display: flex; flex-direction: column; gap: 1.35em; }
.turn { position: relative; }
.bubble, .said, blockquote, dd { white-space: pre-line; }
.person .bubble { width: fit-content; max-width: 86%; margin-inline-start: auto; padding: .6em 1em; border-radius: 16px 16px 4px 16px; background: var(--tint); }
.reply { display: flex; flex-direction: column; gap: .95em; }
.progress { display: flex; align-items: center; gap: .7em; color: var(--soft); font-size: .9333em; }
.dots { width: .6em; height: .6em; border-radius: 50%; background: var(--accent); animation: breathe 1.4s ease-in-out infinite; }
@keyframes breathe { 50% { opacity: .25; transform: scale(.75); } }
.quotation { border: 1px solid var(--line); border-inline-start: 3px solid var(--accent); border-radius: 4px 12px 12px 4px; background: var(--shade); }
.quotation blockquote { padding: .85em 1.1em .5em; }
.quotation.near { border-inline-start: 3px dashed var(--edge); background: transparent; }
.tag { display: inline-block; font-size: .8em; font-weight: 600; color: var(--soft); }
.quotation > .tag { padding: .7em 1.4em 0; margin-bottom: -.5em; }
figcaption { padding: 0 .5em .45em; }
button.cite { width: 100%; min-height: 2.4em; padding: .3em .6em; border-radius: 8px; font-size: .8667em; font-weight: 500; color: var(--soft); }
button.cite:hover { background: var(--tint); color: var(--ink); }
.cite .number { flex: none; min-width: 1.65em; padding: 0 .35em; border-radius: .9em; background: var(--accent); color: var(--on-accent); text-align: center; font-size: .8846em; font-weight: 700; line-height: 1.65; }
.near .number, .related .number { background: var(--soft); color: var(--paper); }
.cite .place { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.cite svg, summary svg { width: 1.1em; height: 1.1em; transition: transform .15s; }
[aria-expanded="true"] svg, details[open] summary svg { transform: rotate(180deg); }
.source { inset: auto; margin: 0; padding: .9em 1.1em; width: min(23em, calc(100vw - 12px)); max-height: min(26em, 80dvh); overflow: auto; border: 1px solid var(--edge); border-radius: 12px;
  background: var(--paper); color: var(--ink); font-size: .8667em; line-height: 1.55; box-shadow: 0 8px 28px rgb(16 24 40 / .25); }
.source blockquote { padding: 0 0 .7em; }
.links { display: flex; flex-wrap: wrap; align-items: center; gap: .2em 1em; }
.source .links { margin-top: .5em; }
.links button { min-height: 2.2em; }
dl { display: grid; grid-template-columns: fit-content(9em) 1fr; gap: .3em 1em; }
dt { color: var(--soft); }
.why p, .why ol { margin-top: .5em; font-size: .9333em; color: var(--soft); }
.why ol { padding-inline-start: 1.4em; }
.related summary, .why summary { display: flex; align-items: center; gap: .4em; min-height: 2.4em; list-style: none; cursor: pointer; color: var(--accent); font-weight: 550; font-size: .9333em; }
.related summary::-webkit-details-marker, .why summary::-webkit-details-marker { display: none; }
.related .quotation { margin-top: .6em; border-inline-start-color: var(--edge); font-size: .9333em; }
.actions, .buttons { display: flex; flex-wrap: wrap; gap: .6em; }
.rate { align-items: baseline; font-size: .875em; }
.staff .bubble { padding: .7em 1.1em; border: 1px solid var(--line); border-radius: 4px 16px 16px 16px; background: var(--shade); }
.who { display: flex; align-items: baseline; gap: .6em; margin-bottom: .3em; line-height: 1.4; }
.who .tag { padding: .1em .5em; border-radius: 5px; background: var(--shade); border: 1px solid var(--line); }
.note { text-align: center; text-wrap: balance; }
.receipt { padding: 1.15em 1.25em; border: 1px solid var(--line); border-radius: 14px; background: var(--shade); display: flex; flex-direction: column; gap: .75em; }
.receipt h3, .sheet h3 { font-size: 1.1333em; font-weight: 650; line-height: 1.4; }
.receipt dl { grid-template-columns: 1fr; gap: 0; }
.receipt dt { font-size: .8667em; }
.receipt .links a { font-weight: 600; }
.code { font: 600 1em/1.6 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; user-select: all; }
.reference { font: 650 1.3333em/1.5 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; letter-spacing: .04em; user-select: all; }
.turn.problem { padding: .9em 1.1em; border: 1px solid var(--warn); border-radius: 12px; background: var(--warn-paper); display: flex; flex-direction: column; align-items: flex-start; gap: .7em; }
.newest { position: absolute; inset-block-end: .8em; inset-inline-end: 1em; width: 2.75em; padding: 0; justify-content: center; border: 1px solid var(--line); border-radius: 50%; background: var(--paper); box-shadow: 0 2px 10px rgb(16 24 40 / .16); }
.line { padding: .5em 1.35em; background: var(--warn-paper); color: var(--warn); font-size: .8667em; }

.below { padding: .8em 1.1em max(.55em, env(safe-area-inset-bottom)); border-top: 1px solid var(--line); }
.composer { display: flex; align-items: flex-end; gap: .5em; padding: .25em; border: 1px solid var(--edge); border-radius: 14px; background: var(--paper); }
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.composer textarea { flex: 1; min-width: 0; min-height: 2.6em; max-height: 9em; padding: .5em .7em; border: 0; outline: 0; resize: none; line-height: 1.5; background: transparent; }
.send { flex: none; width: 2.6em; height: 2.6em; min-height: 0; padding: 0; justify-content: center; background: var(--accent); color: var(--on-accent); }
.send:hover { background: var(--accent); }
.hint { margin-bottom: .5em; font-size: .8667em; color: var(--warn); }
.hint button { color: var(--warn); text-decoration: underline; min-height: 2em; padding-block: 0; }
.remember { display: flex; gap: .7em; margin-top: 1em; font-size: .8667em; line-height: 1.5; }
.shared { display: flex; flex-direction: column; gap: .7em; margin-bottom: 1.2em; }
.shared .theirs { padding: .5em .8em; border-inline-start: 3px solid var(--line); color: var(--soft); font-size: .9333em; white-space: pre-line; }
.standing { display: flex; flex-direction: column; gap: .4em; }
.foot { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .35em .5em; margin-top: .6em; font-size: .8667em; }
.foot .person { margin-inline-end: auto; }
.foot button { min-height: 2.55em; padding-block: .3em; }
.human { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .4em 1em; margin-bottom: .8em; font-size: .8667em; color: var(--soft); }

.sheet h3 { margin: .5em 0 .8em; text-wrap: balance; }
.sheet h4 { font-size: .9333em; font-weight: 650; margin-bottom: .2em; }
.sheet > p, .stage > p { margin-bottom: 1em; }
.stage > h4 { font-size: 1em; margin-bottom: .4em; }
.told { padding: .8em 1.1em; background: var(--shade); font-size: .9333em; }
.told + .told { border-top: 1px solid var(--line); }
.told:first-child { border-start-start-radius: 12px; border-start-end-radius: 12px; }
.told:has(+ :not(.told)) { border-end-start-radius: 12px; border-end-end-radius: 12px; margin-bottom: 1.4em; }
.told li { margin: .2em 0; margin-inline-start: 1.2em; }
.lead { color: var(--soft); font-size: .9333em; margin-bottom: 1.2em; }
.field { margin-bottom: 1.3em; }
.sheet label { display: block; font-weight: 600; line-height: 1.45; margin-bottom: .3em; }
.optional { font-weight: 450; margin-inline-start: .6em; }
.help { margin-bottom: .4em; }
input, textarea, select { font: inherit; font-size: max(1em, 16px); color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 10px; padding: .55em .8em; width: 100%; min-height: 2.75em; }
textarea { display: block; resize: vertical; line-height: 1.6; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.tick { display: flex; gap: .8em; }
.tick label { font-weight: 450; }
input[type="checkbox"] { width: 1.4em; height: 1.4em; min-height: 0; flex: none; margin: .05em 0 0; accent-color: var(--accent); }
p.problem { color: var(--warn); font-weight: 550; font-size: .9333em; margin-top: .3em; }
form > p.problem { margin-bottom: 1em; }
p.problem:empty { display: none; }
[aria-invalid="true"] { border-color: var(--warn); border-width: 2px; }
.sheet .buttons { margin-top: 1.4em; }
.preview { grid-template-columns: 1fr; gap: 0; padding: .4em 1.1em 1em; border: 1px solid var(--line); border-radius: 12px; }
.preview dt { font-size: .8667em; margin-top: .7em; }
.empty { color: var(--soft); font-style: italic; }
.empty:lang(ja) { font-style: normal; }
@media (max-width: 480px) {
  .panel.floating { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; }
  .log, .sheet { padding: 1.15em; }
  .head { padding-inline-start: 1.15em; }
}
@media (max-height: 420px) {
  .head { padding-block: .3em; align-items: center; }
  .organisation, .foot .quiet span { display: none; }
  .log, .sheet { padding-block: .6em; }
  .below { padding-block: .4em; }
  .foot { margin-top: .3em; flex-wrap: nowrap; }
  .newest { inset-block-end: .2em; min-height: 2.2em; width: 2.2em; }
}
@media (prefers-reduced-motion: reduce) { .panel * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) {
  .dots { background: CanvasText; }
  button { border-color: ButtonBorder; }
  .number, .person .bubble { border: 1px solid; }
}
`;
