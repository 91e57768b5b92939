"""How the report of an audit looks, on a screen, a telephone and paper. Open it to change colours, spacing or print."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1f2430; --paper: #fdfdfb; --soft: #565d6b; --line: #d4d7dd; --wash: #f3f3ef;
  --block: #a3212b; --revise: #9a6400; --advise: #0b5f73; --light: #e9c98f; --pale: #b9dde6; --bar: #2f5d8a;
  --mark: #ffe9a8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ec; --paper: #16181d; --soft: #a9afbb; --line: #3a3f4a;
  --wash: #20232a; --block: #ff8f96; --revise: #f0b650; --advise: #7fd0e2; --light: #6d5220; --pale: #1d4f5c;
  --bar: #86b4e0; --mark: #5a4a12 } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 54rem; padding: 1rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; margin: 1rem 0 .25rem } h2 { font-size: 1.25rem; margin: 3rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem } p { margin: .4rem 0 } ul, ol { padding-left: 1.25rem }
a { color: inherit; text-underline-offset: 3px }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px }
.skip { position: absolute; left: -99rem } .skip:focus { position: static }
.soft, .place, small { color: var(--soft) } .place, small, table, .soft { font-size: .9rem }
.note { border: 1px solid var(--line); border-radius: .5rem; background: var(--wash); padding: .5rem 1rem;
  margin: 1rem 0 }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0 }
.counts { list-style: none; padding: 0; display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)) }
.counts li { border: 1px solid var(--line); border-left: 5px solid var(--line); border-radius: .4rem;
  padding: .4rem .75rem }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2 }
.block { border-left-color: var(--block) !important } .revise { border-left-color: var(--revise) !important }
.advise { border-left-color: var(--advise) !important }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: 0 .9rem }
details.rule { border-left-width: 5px } details[open] { padding-bottom: .6rem }
summary { cursor: pointer; padding: .6rem 0; font-weight: 600 } summary small { font-weight: 400 }
.items { list-style: none; padding: 0; margin: .75rem 0 0 }
.items > li { border-top: 1px solid var(--line); padding: .5rem 0 }
.text { white-space: pre-wrap; background: var(--wash); border-radius: .3rem; padding: .4rem .6rem; margin: .3rem 0 }
mark { background: var(--mark); color: inherit; text-decoration: underline 2px; text-underline-offset: 3px }
.blank { color: var(--line) } .blank mark { background: none; color: var(--soft); text-decoration: none }
.scroll { overflow-x: auto; margin: .5rem 0 } table { border-collapse: collapse; width: 100% }
caption { text-align: left; color: var(--soft); padding: .25rem 0 } th { font-weight: 600 }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
  overflow-wrap: normal }
tbody th { min-width: 8rem }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
svg { display: block; overflow: visible; margin: .75rem 0; font-size: 12px } svg.bars { font-size: 14px }
svg.patterns { position: absolute; margin: 0 } svg text { fill: var(--ink) } svg rect { stroke: none }
rect.block { fill: var(--block) } rect.revise { fill: url(#revise) } rect.advise { fill: url(#advise) }
svg .revise, svg .advise { stroke: var(--ink); stroke-width: .5 }
.under-revise { fill: var(--light) } .over-revise { fill: var(--revise) } .under-advise { fill: var(--pale) }
.over-advise { fill: var(--advise) }
rect.rest { fill: none; stroke: var(--bar); stroke-width: 1 } rect.solid { fill: var(--bar) }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .9rem }
.legend svg { display: inline-block; vertical-align: -2px; margin: 0 .4rem 0 0 }
@page { margin: 16mm 14mm }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #999; --wash: #fff; --block: #a3212b;
    --revise: #9a6400; --advise: #0b5f73; --light: #e9c98f; --pale: #b9dde6; --bar: #2f5d8a; --mark: #fff }
  body { max-width: none; padding: 0; font-size: 10.5pt } nav, .skip, .screen { display: none }
  details::details-content { content-visibility: visible; block-size: auto }
  .items > li { break-inside: avoid }
  h2, h3, summary { break-after: avoid } svg, .counts, tr { break-inside: avoid }
  .scroll { overflow: visible } table { font-size: 8.5pt } th, td { padding-right: .4rem }
  .text { border-left: 2px solid var(--line) } a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em }
}
"""
