import { useState } from 'preact/hooks';
import type { CompletenessOnWire } from '../../../shared/contract/completeness.ts';
import { GAP_CAUSES } from '../../../shared/domain/contacts/told-cause.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { utcSpan } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { Instant } from '../parts/instant.tsx';
import { type Strip, stripsOf } from './strips-of.ts';

type Cause = CompletenessOnWire['gaps'][number]['cause'];

/** Units of the drawing; it is as wide as the page. */
const WIDTH = 1000;
const HEIGHT = 16;
/** A gap of a second in a month is seen all the same. */
const LEAST_WIDTH = 2;
/** Beyond so many the page would be a wall. */
const MOST_STRIPS = 40;
const MOST_CHANNELS = 4;
/** Gaps that a strip tells to those who do not see it; the list below has all. */
const MOST_TOLD = 5;

/** A percentage is of the time up to the last sample: of later it says nothing. */
const Complete = ({ strip: { completeness, range } }: { readonly strip: Strip }) => (
  <>
    {percentText(completeness)}
    {completeness !== null && range !== null && (
      <>
        {' until '}
        <Instant iso={new Date(range.to).toISOString()} />
      </>
    )}
  </>
);

/** What arrived over time; the table and the list below say the same in words. */
export function CompletenessStrips({ answer }: { readonly answer: CompletenessOnWire }) {
  const [isWhole, setWhole] = useState(false);
  const { axis, strips } = stripsOf(answer);
  if (strips.length === 0) return null;
  const shown = isWhole ? strips : strips.slice(0, MOST_STRIPS);
  const causes = GAP_CAUSES.filter((cause) => answer.gaps.some((gap) => gap.cause === cause));
  return (
    <div class="strips">
      <Patterns />
      {causes.length > 0 && (
        <ul class="legend">
          <li>
            <Swatch kind="came" /> received
          </li>
          {causes.map((cause) => (
            <li key={cause}>
              <Swatch kind={cause} /> {cause}
            </li>
          ))}
        </ul>
      )}
      <ol class="strip-list">
        {shown.map((strip) => (
          <li key={`${strip.unit} ${strip.channels.join()}`}>
            <span class="strip-name">
              <bdi>{strip.unit}</bdi> <bdi>{listText(strip.channels, ', ', MOST_CHANNELS)}</bdi>
            </span>
            {axis !== null && strip.range !== null ? <Drawn strip={strip} axis={axis} /> : <span />}
            <span class="strip-says">{strip.unjudged ?? <Complete strip={strip} />}</span>
          </li>
        ))}
      </ol>
      {axis !== null && (
        <p class="strip-axis soft">
          <Instant iso={new Date(axis.from).toISOString()} />{' '}
          <Instant iso={new Date(axis.to).toISOString()} />
        </p>
      )}
      {strips.length > shown.length && (
        <button type="button" onClick={() => setWhole(true)}>
          Show the other {groupedText(strips.length - shown.length)} strips
        </button>
      )}
    </div>
  );
}

interface DrawnProps {
  readonly strip: Strip;
  readonly axis: { readonly from: number; readonly to: number };
}

function Drawn({ strip, axis }: DrawnProps) {
  const { range, gaps } = strip;
  const x = (millis: number) => (WIDTH * (millis - axis.from)) / Math.max(1, axis.to - axis.from);
  if (range === null) return null;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      class="strip"
      role="img"
      aria-label={stripText(strip)}
    >
      <rect
        class="came"
        x={x(range.from)}
        width={Math.max(LEAST_WIDTH, x(range.to) - x(range.from))}
        y={0}
        height={HEIGHT}
      />
      {gaps.map((gap) => {
        const [from, to] = [x(Date.parse(gap.from)), x(Date.parse(gap.to))];
        return (
          <g key={`${gap.from} ${gap.to}`}>
            <title>{gapText(gap)}</title>
            <rect class="hole" x={from} width={Math.max(LEAST_WIDTH, to - from)} y={0} height={HEIGHT} />
            <rect
              class={`gap ${gap.cause}`}
              fill={`url(#gap-${gap.cause})`}
              x={from}
              width={Math.max(LEAST_WIDTH, to - from)}
              y={0}
              height={HEIGHT}
            />
          </g>
        );
      })}
    </svg>
  );
}

function stripText({ unit, channels, gaps, completeness, unjudged }: Strip): string {
  const told = gaps.slice(0, MOST_TOLD).map(gapText);
  const rest = gaps.length - told.length;
  const says = unjudged ?? `${percentText(completeness)} complete`;
  return [
    `${unit} ${listText(channels, ', ', MOST_CHANNELS)}: ${says}, ${countText(gaps.length, 'gap')} drawn`,
    ...told,
    ...(rest > 0 ? [`and ${countText(rest, 'gap')} more, listed below`] : []),
  ].join('; ');
}

function gapText({ from, to, cause }: Strip['gaps'][number]): string {
  return `${utcSpan(Date.parse(from) * 1000, Date.parse(to) * 1000)}, ${cause}`;
}

function Swatch({ kind }: { readonly kind: Cause | 'came' }) {
  return (
    <svg viewBox="0 0 28 16" class="swatch" aria-hidden="true">
      <rect
        class={kind === 'came' ? 'came' : `gap ${kind}`}
        {...(kind !== 'came' && { fill: `url(#gap-${kind})` })}
        x={0}
        y={0}
        width={28}
        height={16}
      />
    </svg>
  );
}

/** By its lines as well as by its place: no cause is told by colour. */
const LINES: Readonly<Record<Cause, string>> = {
  LOS: 'M1 3 h1 M5 7 h1',
  NOT_DOWNLINKED: 'M0 8 L8 0',
  LOST: 'M0 0 h8 v8 h-8 z',
  RESET: 'M4 0 v8',
  WITHDRAWN: 'M0 0 L8 8',
  QUARANTINED: 'M0 8 L8 0 M0 0 L8 8',
  UNKNOWN: 'M0 4 h8',
};

function Patterns() {
  return (
    <svg class="hidden" aria-hidden="true">
      <defs>
        {GAP_CAUSES.map((cause) => (
          <pattern key={cause} id={`gap-${cause}`} width={8} height={8} patternUnits="userSpaceOnUse">
            <path d={LINES[cause]} class={cause === 'LOST' ? 'full' : 'line'} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
