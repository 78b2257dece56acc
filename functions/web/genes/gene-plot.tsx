/** Tens of thousands of genes as points: those on a canvas, axes and names over it. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { linearScale, type Scale } from '../../../shared/domain/axis/scale.ts';
import { valueTicks } from '../../../shared/domain/axis/ticks.ts';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { type GenePoints, nameAt, nearestPoint, type PlotKind, placeOfGene } from './points.ts';

interface GenePlotProps {
  readonly points: GenePoints;
  readonly kind: PlotKind;
  /** Ids of genes that are named in the picture: of a set. */
  readonly named: readonly string[];
  /** Id of the one that is looked at. */
  readonly selected: string | null;
  readonly onSelect: (gene: string) => void;
}

const HEIGHT = 460;
const MARGIN = { left: 56, right: 12, top: 12, bottom: 44 };
const NEAR_PX = 14;
/** A finger covers more. */
const NEAR_FINGER_PX = 24;
const TICK_ROOM = 70;

interface Frame {
  readonly width: number;
  readonly toX: Scale;
  readonly toY: Scale;
}

export function GenePlot({ points, kind, named, selected, onSelect }: GenePlotProps) {
  const { answer } = points;
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const frame = useMemo(() => frameOf(points, width), [points, width]);
  const [hovered, setHovered] = useState<number | null>(null);
  const [rank, setRank] = useState<number | null>(null);
  const near = (event: PointerEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    return nearestPoint(points, frame, at, event.pointerType === 'touch' ? NEAR_FINGER_PX : NEAR_PX);
  };
  const shown = hovered ?? rank;
  return (
    <div class="gene-plot">
      <div ref={host} class="plot">
        <Dots points={points} frame={frame} />
        <svg
          class="plot-over"
          role="img"
          aria-label={labelOf(points, kind)}
          width={frame.width}
          height={HEIGHT}
          onPointerMove={(event) => setHovered(near(event))}
          onPointerLeave={() => setHovered(null)}
          onPointerUp={(event) => {
            const place = near(event);
            if (place !== null) onSelect(answer.genes[place]!);
          }}
        >
          <Axes points={points} kind={kind} frame={frame} />
          {named.map((gene) => (
            <Marked key={gene} {...{ points, frame }} place={placeOfGene(answer, gene)} look="named" />
          ))}
          <Marked
            {...{ points, frame }}
            place={selected === null ? null : placeOfGene(answer, selected)}
            look="selected"
          />
          <Marked {...{ points, frame }} place={shown} look="shown" />
        </svg>
      </div>
      <Steps {...{ points, rank, onSelect }} onRank={setRank} />
      <p class="soft" aria-live="off">
        {shown === null ? 'Point at a gene to read it; click or tap opens it.' : textAt(points, shown)}
      </p>
    </div>
  );
}

function useWidth(host: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const resize = new ResizeObserver(() => setWidth(element.clientWidth));
    resize.observe(element);
    setWidth(element.clientWidth);
    return () => resize.disconnect();
  }, []);
  return width;
}

function frameOf({ rangeX, rangeY }: GenePoints, width: number): Frame {
  return {
    width,
    toX: linearScale(rangeX[0], rangeX[1], MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)),
    toY: linearScale(rangeY[0], rangeY[1], HEIGHT - MARGIN.bottom, MARGIN.top),
  };
}

const labelOf = ({ answer, x, without }: GenePoints, kind: PlotKind): string =>
  `${kind === 'volcano' ? 'Volcano: fold against p' : 'MA: level against fold'} of ${groupedText(x.length - without)} genes of ${answer.id}, ${answer.assay}. The slider below goes from gene to gene.`;

/** Goes from gene to gene by the arrow keys, the smallest p first. */
function Steps({
  points,
  rank,
  onRank,
  onSelect,
}: {
  readonly points: GenePoints;
  readonly rank: number | null;
  readonly onRank: (rank: number) => void;
  readonly onSelect: (gene: string) => void;
}) {
  const { genes } = points.answer;
  if (genes.length === 0) return null;
  const at = rank ?? 0;
  return (
    <div class="steps">
      <label>
        Gene by gene, the smallest p first
        <input
          type="range"
          min={1}
          max={genes.length}
          value={at + 1}
          aria-valuetext={textAt(points, at)}
          onInput={({ currentTarget }) => onRank(Number(currentTarget.value) - 1)}
        />
      </label>
      <button type="button" onClick={() => onSelect(genes[at]!)}>
        Open {nameAt(points.answer, at)}
      </button>
    </div>
  );
}

function textAt({ answer }: GenePoints, i: number): string {
  const { log2fc, pValue, adjPValue, a, b } = answer;
  const p = pValue[i] == null ? 'no p' : `p ${pText(pValue[i])}, adjusted ${pText(adjPValue[i] ?? null)}`;
  return `${nameAt(answer, i)}: log2 fold ${figureText(log2fc[i]!, 2)} (${a} over ${b}), ${p}`;
}

/** The points alone: they are drawn again only where they, the size or the colours change. */
function Dots({ points, frame }: { readonly points: GenePoints; readonly frame: Frame }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  useEffect(() => {
    const element = canvas.current;
    if (element === null || frame.width === 0) return;
    const request = requestAnimationFrame(() => draw(element, points, frame));
    return () => cancelAnimationFrame(request);
  }, [points, frame, scheme]);
  return <canvas ref={canvas} />;
}

/** Changes where the colours do. */
function useScheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const change = () => setChanges((n) => n + 1);
    dark.addEventListener('change', change);
    const root = new MutationObserver(change);
    root.observe(document.documentElement, { attributes: true });
    return () => {
      dark.removeEventListener('change', change);
      root.disconnect();
    };
  }, []);
  return changes;
}

const DOT_PX = 2.5;
const MARK_PX = 4.5;

function draw(canvas: HTMLCanvasElement, { x, y, found }: GenePoints, { width, toX, toY }: Frame): void {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  context.fillStyle = colour('soft');
  context.globalAlpha = 0.55;
  for (let i = 0; i < x.length; i++) {
    if (found[i] !== 0 || Number.isNaN(x[i]!) || Number.isNaN(y[i]!)) continue;
    context.fillRect(toX(x[i]!) - DOT_PX / 2, toY(y[i]!) - DOT_PX / 2, DOT_PX, DOT_PX);
  }
  context.globalAlpha = 1;
  for (const side of [1, -1] as const) {
    context.fillStyle = colour(side > 0 ? 'flight' : 'ground');
    context.beginPath();
    for (let i = 0; i < x.length; i++) {
      if (found[i] === side && !Number.isNaN(y[i]!) && !Number.isNaN(x[i]!))
        triangle(context, toX(x[i]!), toY(y[i]!), side);
    }
    context.fill();
  }
}

/** Up or down: the side is seen without the colour. */
function triangle(context: CanvasRenderingContext2D, x: number, y: number, side: 1 | -1): void {
  context.moveTo(x - MARK_PX, y + side * MARK_PX * 0.8);
  context.lineTo(x + MARK_PX, y + side * MARK_PX * 0.8);
  context.lineTo(x, y - side * MARK_PX);
  context.closePath();
}

function Axes({
  points,
  kind,
  frame,
}: {
  readonly points: GenePoints;
  readonly kind: PlotKind;
  readonly frame: Frame;
}) {
  const { width, toX, toY } = frame;
  const bottom = HEIGHT - MARGIN.bottom;
  const { a, b } = points.answer;
  const fold = `log2 fold, ${a} over ${b}`;
  const [below, beside] = kind === 'volcano' ? [fold, '−log10 p'] : ['level, log2 (mean of the arms)', fold];
  const zero = kind === 'volcano' ? null : toY(0);
  return (
    <g class="axes">
      <rect
        class="frame"
        x={MARGIN.left}
        y={MARGIN.top}
        width={Math.max(0, width - MARGIN.left - MARGIN.right)}
        height={bottom - MARGIN.top}
      />
      {valueTicks(toX.from, toX.to, width / TICK_ROOM).map(({ at, label }) => (
        <text key={label} x={toX(at)} y={bottom + 16} text-anchor="middle">
          {label}
        </text>
      ))}
      {valueTicks(toY.from, toY.to, HEIGHT / TICK_ROOM).map(({ at, label }) => (
        <text key={label} x={MARGIN.left - 6} y={toY(at) + 4} text-anchor="end">
          {label}
        </text>
      ))}
      <text x={(MARGIN.left + width) / 2} y={HEIGHT - 8} text-anchor="middle">
        {below}
      </text>
      <text transform={`translate(14 ${HEIGHT / 2}) rotate(-90)`} text-anchor="middle">
        {beside}
      </text>
      {zero !== null && <line class="level" x1={MARGIN.left} x2={width - MARGIN.right} y1={zero} y2={zero} />}
      {points.line !== null && (
        <>
          <line
            class="level"
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={toY(points.line)}
            y2={toY(points.line)}
          />
          <text x={width - MARGIN.right - 4} y={toY(points.line) - 4} text-anchor="end">
            adjusted p .05
          </text>
        </>
      )}
    </g>
  );
}

interface MarkedProps {
  readonly points: GenePoints;
  readonly frame: Frame;
  readonly place: number | null;
  readonly look: 'named' | 'selected' | 'shown';
}

function Marked({ points, frame, place, look }: MarkedProps) {
  if (place === null) return null;
  const [x, y] = [frame.toX(points.x[place]!), frame.toY(points.y[place]!)];
  if (Number.isNaN(x) || Number.isNaN(y)) return null;
  const isRight = x > frame.width * 0.7;
  return (
    <g class={`marked ${look}`}>
      <circle cx={x} cy={y} r={look === 'named' ? 6 : 8} />
      <text x={x + (isRight ? -11 : 11)} y={y + 4} text-anchor={isRight ? 'end' : 'start'}>
        {nameAt(points.answer, place)}
      </text>
    </g>
  );
}
