import { describe, expect, it } from 'vitest';
import { drawFigure } from '../../../../shared/formats/svg/draw-figure.ts';
import type { Figure, FigurePoint } from '../../../../shared/formats/svg/figure.ts';
import { svgDocument } from '../../../../shared/formats/svg/svg-document.ts';
import { widthOf } from '../../../../shared/formats/svg/words.ts';

const HOSTILE = `<i>"FU" & 'co'</i>`;

function points(shift: number, spread: number): FigurePoint[] {
  const all = Array.from({ length: 48 }, (_, i) => ({
    n: 30,
    at: i * 1800,
    value: 37 + shift + Math.round(20 * Math.sin(i / 4)) / 100,
    quality: i >= 30 && i < 36 ? ('UNCERTAIN' as const) : ('GOOD' as const),
  }));
  const received = all.filter((_, i) => i < 12 || i >= 18);
  return received.map(({ value, ...rest }) => ({ ...rest, value, min: value - spread, max: value + spread }));
}

const FIGURE: Figure = {
  title: `P1 temperature ${HOSTILE}`,
  description: `both units & ${HOSTILE}`,
  unit: '°C',
  clock: 'elapsed',
  since: 'T is activation, 2026-03-01T06:00:00Z',
  lines: [
    { side: 'flight', name: 'flight FU1', points: points(0, 0.05), step: 1800, gaps: [] },
    { side: 'ground', name: 'ground GU1', points: points(-0.1, 0), step: 1800, gaps: [] },
  ],
  delta: {
    of: 'flight − ground',
    line: {
      side: 'delta',
      name: 'flight − ground, windows of PT30M',
      points: points(-36.9, 0),
      step: 1800,
      gaps: [],
    },
    margin: 0.5,
    mean: 0.1,
    interval: [0.02, 0.18],
    over: { from: 0, to: 84_600 },
  },
  phases: [
    { name: 'transfer', armed: false, from: 0, to: 7200 },
    { name: `culture ${HOSTILE}`, armed: true, from: 7200, to: Infinity },
  ],
  events: [
    { at: 0, name: 'activation' },
    { at: 7200, name: HOSTILE },
    { at: 8000, name: 'feed' },
    { at: 84_000, name: 'a name that is long enough to stand before its line' },
  ],
  findings: [
    { name: 'STUCK FU1, WARNING', rank: 1, from: 54_000, to: 63_000 },
    { name: 'OFFSET P1, WATCH', rank: 0, from: 60_000, to: Infinity },
  ],
  said: ['+0.1 °C, 95 % interval [0.02, 0.18] °C; 48 pairs'],
  notes: [],
};

const count = (text: string, wanted: RegExp) => [...text.matchAll(wanted)].length;

describe('a figure', () => {
  it('stays as it was looked at, wide and narrow', async () => {
    await expect(svgDocument('osteo, flight minus ground', [FIGURE])).toMatchFileSnapshot(
      '../../../golden/svg/twins.svg',
    );
    await expect(drawFigure(FIGURE, { width: 360, id: 'n1' }).markup).toMatchFileSnapshot(
      '../../../golden/svg/twins-narrow.svg',
    );
  });

  it.each([FIGURE, { ...FIGURE, lines: FIGURE.lines.map((line) => ({ ...line, points: [] })), delta: null }])(
    'holds what people wrote as words, whatever they wrote and wherever it stands',
    (figure) => {
      const bad = <T extends { readonly name: string }>(one: T): T => ({
        ...one,
        name: `${HOSTILE}${one.name}`,
      });
      const lines = figure.lines.map((line) => ({ ...bad(line), empty: HOSTILE }));
      const all: Figure = {
        ...figure,
        ...{ title: HOSTILE, description: HOSTILE, unit: HOSTILE, since: HOSTILE, empty: HOSTILE, lines },
        delta: figure.delta && { ...figure.delta, line: bad(figure.delta.line) },
        ...{
          phases: figure.phases.map(bad),
          events: figure.events.map(bad),
          findings: figure.findings.map(bad),
        },
        notes: [HOSTILE],
      };
      const svg = svgDocument(HOSTILE, [all]);
      expect(svg).not.toContain('<i>');
      expect(svg.match(/&lt;i&gt;/g)!.length).toBeGreaterThan(4);
      expect(svg).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
    },
  );

  it('shows the gap, the doubt of either side, the findings and the interval', () => {
    const { markup } = drawFigure(FIGURE, { width: 960, id: 'f' });
    const flight = /class="line flight" d="(M[^"]*L[^"]*M[^"]*)"/.exec(markup)?.[1] ?? '';
    expect(count(flight, /M/g)).toBe(2);
    for (const pattern of ['f-flight', 'f-ground', 'f-delta', 'f-interval']) {
      expect(count(markup, new RegExp(`url\\(#${pattern}\\)`, 'g'))).toBeGreaterThanOrEqual(2);
    }
    expect(count(markup, /class="finding" x/g)).toBe(2);
    expect(markup).toContain('<title>1 STUCK FU1, WARNING</title>');
    expect(markup).toContain('class="phase unarmed"');
  });

  it('cuts no words below a narrow picture, however long', () => {
    const { markup } = drawFigure(FIGURE, { width: 360, id: 'n' });
    const legend = markup.slice(markup.lastIndexOf('T is activation'));
    expect(legend).not.toContain('…');
    expect(legend.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')).toContain(
      'flight − ground, windows of PT30M',
    );
    const long = {
      ...FIGURE,
      lines: FIGURE.lines.map((line) => ({ ...line, name: `${'very '.repeat(30)}long` })),
    };
    const texts = [
      ...drawFigure(long, { width: 360, id: 'n' }).markup.matchAll(/<text[^>]*>([^<]*very[^<]*)</g),
    ];
    expect(
      texts
        .map(([, text]) => text)
        .join(' ')
        .match(/very/g),
    ).toHaveLength(150);
    for (const [, text] of texts) expect(widthOf(text!, 11)).toBeLessThanOrEqual(360);
  });

  it('tells how many events and phases it does not show, and names some', () => {
    const events = Array.from({ length: 130 }, (_, i) => ({ at: i * 600, name: `e${i}` }));
    const phases = Array.from({ length: 103 }, (_, i) => ({
      ...{ name: `p${i}`, armed: true, from: i * 600, to: (i + 1) * 600 },
    }));
    const { markup } = drawFigure({ ...FIGURE, events, phases }, { width: 960, id: 'f' });
    const text = markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('phases not drawn: p100, p101, p102 ');
    expect(text).toMatch(/events not drawn: e100, .*, e111 and 18 more/);
    expect(text).toMatch(/events without their name above: e\d+, .* and \d+ more/);
    expect(drawFigure(FIGURE, { width: 960, id: 'f' }).markup).not.toContain('not drawn');
  });

  it('opens a line where samples lack, within a window too', () => {
    const gaps = [{ from: 3000, to: 3600 }];
    const [flight] = FIGURE.lines;
    const pathsOf = (figure: Figure) =>
      /class="line flight" d="([^"]*)"/.exec(drawFigure(figure, { width: 960, id: 'f' }).markup)?.[1] ?? '';
    expect(count(pathsOf(FIGURE), /M/g)).toBe(2);
    expect(count(pathsOf({ ...FIGURE, lines: [{ ...flight!, gaps }] }), /M/g)).toBe(3);
    const ongoing = [{ from: 80_000, to: Infinity }];
    expect(pathsOf({ ...FIGURE, lines: [{ ...flight!, gaps: ongoing }] })).not.toMatch(/Infinity|NaN/);
  });

  it('has a name and a description for those who do not see it, and no markup of anybody else', () => {
    const document = svgDocument(HOSTILE, [FIGURE]);
    expect(document).toContain('aria-labelledby="f1-title f1-desc"');
    expect(document).not.toMatch(/<i>|<script|href|@import|url\((?!#)/);
    expect(document).toContain('<title>&lt;i&gt;&quot;FU&quot; &amp; &#39;co&#39;&lt;/i&gt;</title>');
  });

  it('has no number that is none, also of one point and of nothing', () => {
    const [only] = FIGURE.lines[0]!.points;
    const one = { ...FIGURE, lines: [{ ...FIGURE.lines[0]!, points: [only!] }], delta: null };
    const nothing = { ...one, lines: [{ ...FIGURE.lines[0]!, points: [] }] };
    for (const figure of [FIGURE, one, nothing]) {
      expect(svgDocument('x', [figure])).not.toMatch(/NaN|Infinity|undefined/);
    }
    expect(svgDocument('x', [nothing])).toContain('nothing was received in this range');
    expect(svgDocument('x', [])).toContain('height="24"');
  });

  it('bounds what stands above its panels and below', () => {
    const findings = Array.from({ length: 500 }, (_, i) => ({
      name: `LIMIT ${i}`,
      rank: i === 490 ? 3 : 1,
      from: i * 100,
      to: i * 100,
    }));
    const events = Array.from({ length: 500 }, (_, i) => ({ name: `event ${i}`, at: i * 100 }));
    const { markup, height } = drawFigure({ ...FIGURE, findings, events }, { width: 960, id: 'f' });
    const bars = [...markup.matchAll(/class="finding" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g)];
    expect(bars.length).toBeGreaterThan(3);
    expect(bars.length).toBeLessThan(120);
    expect(markup).toContain('491  LIMIT 490');
    expect(markup).toContain('11  LIMIT 10');
    expect(markup).not.toContain('>12  LIMIT 11');
    expect(count(markup, /class="event"/g)).toBe(100);
    expect(markup).toContain('and 488 findings of no higher severity');
    expect(height).toBeLessThan(900);
  });

  it('takes its axes of what is not BAD, and marks at the edge what lies beyond', () => {
    const [flight, ground] = FIGURE.lines;
    const spoilt = flight!.points.map((point, i) =>
      i === 3 || i === 40 ? { ...point, n: 1, quality: 'BAD' as const, value: 99, min: 99, max: 99 } : point,
    );
    const lines = [{ ...flight!, points: spoilt }, ground!];
    const { markup } = drawFigure({ ...FIGURE, lines }, { width: 960, id: 'f' });
    const labels = [...markup.matchAll(/text-anchor="end">([\d.]+)</g)].map(([, label]) => Number(label));
    expect(Math.max(...labels)).toBeLessThan(38);
    expect(markup).toContain('flight FU1: 2 BAD readings outside the picture');
    // Two at the edge, and one in the legend.
    expect(count(markup, /class="outside"/g)).toBe(3);
    expect(markup).toContain('clip-path="url(#f-units)"');
    expect(drawFigure(FIGURE, { width: 960, id: 'f' }).markup).not.toContain('clip');
  });

  it('has axes where everything is BAD', () => {
    const lines = FIGURE.lines.map((line) => ({
      ...line,
      points: line.points.map((point) => ({ ...point, quality: 'BAD' as const })),
    }));
    const { markup } = drawFigure({ ...FIGURE, lines }, { width: 960, id: 'f' });
    expect(markup).not.toContain('outside the picture');
    expect(markup).toContain('>37.0<');
  });

  it('says below the findings what is only counted', () => {
    const notes = ['not drawn: 330 SPIKE (330 on FU1 temperature)'];
    expect(drawFigure({ ...FIGURE, notes }, { width: 960, id: 'f' }).markup).toContain(notes[0]);
  });
});
