import { COLOURS_DARK, COLOURS_LIGHT, FIGURE_STYLE } from '../../../shared/formats/svg/style.ts';

/** Light or dark as the reader has it; on paper always light. Below 900 px rows of tables become cards. On paper nothing is left out: lines are closer, notes stand in two columns or beside their picture. */
export const PAGE_STYLE = `:root{color-scheme:light dark;${COLOURS_LIGHT}}
@media (prefers-color-scheme:dark){:root{${COLOURS_DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI","DejaVu Sans",Arial,sans-serif}
main{max-width:1128px;margin:0 auto;padding:16px 24px 48px}
h1{font-size:24px;line-height:1.25;margin:8px 0}h2{font-size:19px;margin:32px 0 8px}h3{font-size:16px;margin:24px 0 8px}h4{font-size:15px;margin:20px 0 8px}
h1,h2,h3,h4,p,li,td,th{overflow-wrap:anywhere}
.soft{color:var(--soft)}code{font:13px/1.4 ui-monospace,"DejaVu Sans Mono",monospace}
.attention{border:1px solid var(--soft);border-left:5px solid var(--finding);padding:8px 16px;margin:16px 0}
.attention.none{border-left-color:var(--margin)}.attention p{margin:4px 0}.attention ul,.notes{margin:4px 0;padding-left:20px}
.contents{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;padding:0;margin:12px 0}a{color:inherit}
.dots{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:8px 16px}.dots svg{width:100%;max-width:300px;height:auto}
figure{margin:0}figure svg{display:block;width:100%;height:auto}.narrow{display:none}
table{border-collapse:collapse;table-layout:fixed;width:100%;font-size:13px;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:5px 8px;border-bottom:1px solid var(--grid)}
th{font-weight:600;border-bottom:1px solid var(--soft)}.number{text-align:right}caption{text-align:left}
td .why{display:block;color:var(--soft);font-size:12px;white-space:normal}.whole td{border-top:1px solid var(--soft)}
details{margin:8px 0}summary{cursor:pointer}
${FIGURE_STYLE}
@media screen and (max-width:900px){main{padding:8px 12px 32px}.wide{display:none}.narrow{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,caption,tbody,tr,td{display:block;width:100%}tr{border:1px solid var(--soft);margin:0 0 12px;padding:4px 0}
td,.whole td{border:0;padding:2px 10px;display:grid;grid-template-columns:8.5em 1fr;gap:8px}
td::before{content:attr(data-label);color:var(--soft)}.number{text-align:left}}
.narrow svg{max-width:560px}
@media print{:root{color-scheme:light;${COLOURS_LIGHT}}main{max-width:none;padding:0}body{font-size:11px;line-height:1.25}table{font-size:9.5px}td .why{font-size:8.5px}
.wide{display:block}.narrow{display:none}.wide svg{max-height:72mm}.notes{font-size:9.5px;margin:2px 0;columns:2;column-gap:24px}.notes li{break-inside:avoid}h2{margin:16px 0 4px}h3{margin:12px 0 4px}h4{margin:8px 0 2px}
td,th{padding:2px 6px}.attention{padding:4px 12px;margin:8px 0}td:last-child .why{display:inline}td:last-child .why:not(:last-child)::after{content:" · "}
.channel{display:grid;grid-template-columns:3fr 2fr;gap:0 16px;align-items:center}.channel h4{grid-column:1/-1}.channel .notes{columns:1}
section,tr,figure,.attention,.dots svg{break-inside:avoid}.dots{grid-template-columns:repeat(5,1fr)}h2,h3,h4{break-after:avoid}
details>*{display:block}}
@page{size:A4 landscape;margin:12mm}`;
