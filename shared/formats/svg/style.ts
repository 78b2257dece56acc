/** Colours that hold a contrast of 4.5 to their ground for text and 3 for lines, light and dark. */
export const COLOURS_LIGHT =
  '--paper:#fff;--ink:#1b1f24;--soft:#57606a;--grid:#d8dde3;--flight:#0b57b0;--ground:#a34700;--delta:#6b2fa0;--mean:#1b1f24;--margin:#1a7f37;--finding:#b3261e;--on-finding:#fff;--phase:#eef1f5';
export const COLOURS_DARK =
  '--paper:#14171c;--ink:#e6e9ed;--soft:#a3adb8;--grid:#353c45;--flight:#7db8ff;--ground:#ffb072;--delta:#cfaaff;--mean:#e6e9ed;--margin:#57c878;--finding:#ff8a80;--on-finding:#14171c;--phase:#232932';

/** What `drawFigure` relies on, beside the colours. */
export const FIGURE_STYLE = [
  '.figure{background:var(--paper);font:11px/1.3 system-ui,"Segoe UI","DejaVu Sans",Arial,sans-serif}',
  '.figure text{fill:var(--ink)}.figure .heading{font-size:13px;font-weight:600}',
  '.figure .soft,.figure .unit{fill:var(--soft)}',
  '.figure .grid{stroke:var(--grid);stroke-width:1}.figure .frame{fill:none;stroke:var(--soft);stroke-width:1}',
  '.figure .line{fill:none;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}',
  '.figure .line.flight{stroke:var(--flight)}.figure .line.ground{stroke:var(--ground)}.figure .line.delta{stroke:var(--delta)}',
  '.figure .band{opacity:.22}.figure .band.flight{fill:var(--flight)}.figure .band.ground{fill:var(--ground)}.figure .band.delta{fill:var(--delta)}',
  '.figure .mark.flight{fill:var(--flight)}.figure .mark.ground{fill:var(--paper);stroke:var(--ground);stroke-width:1.5}.figure .mark.delta{fill:var(--delta)}',
  '.figure .hatch{fill:none;stroke-width:1;opacity:.6}.figure .hatch.flight{stroke:var(--flight)}.figure .hatch.ground{stroke:var(--ground)}.figure .hatch.delta,.figure .hatch.interval{stroke:var(--delta)}',
  '.figure .margin{fill:var(--margin);fill-opacity:.1;stroke:var(--margin);stroke-dasharray:5 3}',
  '.figure .interval{fill:var(--paper);fill-opacity:.35;stroke:var(--mean);stroke-width:.8}',
  '.figure .mean{stroke:var(--mean);stroke-width:1.6}.figure .mean-line{fill:var(--mean)}.figure .zero{stroke:var(--soft);stroke-width:1}',
  '.figure .phase{fill:var(--phase);stroke:var(--soft)}.figure .phase.unarmed{stroke-dasharray:3 2;fill:none}',
  '.figure .event{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 3}',
  '.figure .outside{fill:var(--finding)}',
  '.figure .finding{fill:var(--finding)}.figure .on-finding{fill:var(--on-finding);font-weight:600}',
].join('\n');
