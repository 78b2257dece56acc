import { Fragment } from 'preact';
import { twinsOf } from '../../../shared/domain/twins/pair-sides.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { mostLacking } from '../../../shared/domain/words/pending-text.ts';
import { addressOf } from '../address/route.ts';
import { type DeltaRow, deltaRows, WHOLE } from '../deltas/rows.ts';
import { UnitsPanel } from '../deltas/units-panel.tsx';
import { Answer, Pending } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import { notesOf, numbersText } from '../parts/notes.ts';
import type { Api } from '../stack/api.ts';
import { askDeltas } from '../stack/deltas.ts';
import type { Experiment } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 60_000;
/** Channels on a page: as many as one question of a pair answers. */
const CHANNELS = 60;
const COLUMNS = [
  ...['pair', 'channel', 'phase', 'difference', '95 % interval', 'pairs', 'effective n'],
  ...['within margin', 'environment', 'alignment'],
];

type Query = Readonly<Record<string, string>>;

interface DeltasProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Query;
}

/** Pair by pair and phase by phase, or across units. The address holds what is looked at. */
export function Deltas({ api, experiment, query }: DeltasProps) {
  const move = (changed: Readonly<Record<string, string | null>>) => {
    location.hash = addressOf(experiment.id, 'deltas', { ...query, page: null, ...changed });
  };
  const isAcross = query.across === 'units' || experiment.pairs.length === 0;
  const phase = [...experiment.phases.map(({ id }) => id), WHOLE].find((one) => one === query.phase);
  const part = query.channel ?? '';
  return (
    <>
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        {experiment.pairs.length > 0 && (
          <Choice
            label="Compare"
            value={isAcross ? 'units' : 'pairs'}
            onChange={(one) => move({ across: one === 'units' ? one : null })}
          >
            {[
              ['pairs', 'pair by pair'],
              ['units', 'across units'],
            ]}
          </Choice>
        )}
        {!isAcross && (
          <Choice
            label="Pair"
            value={query.pair ?? ''}
            onChange={(id) => move({ pair: id === '' ? null : id })}
          >
            {[['', 'all'], ...experiment.pairs.map(({ id }) => [id, id])]}
          </Choice>
        )}
        {experiment.phases.length > 0 && (
          <Choice label="Phase" value={phase ?? ''} onChange={(id) => move({ phase: id === '' ? null : id })}>
            {[
              ['', 'each'],
              ...(isAcross ? [] : [[WHOLE, 'all armed time']]),
              ...experiment.phases.map(({ id, armed }) => [id, armed ? id : `${id} (not armed)`]),
            ]}
          </Choice>
        )}
        <label>
          Channels with{' '}
          <input
            type="search"
            value={part}
            onChange={({ currentTarget }) =>
              move({ channel: currentTarget.value === '' ? null : currentTarget.value })
            }
          />
        </label>
      </form>
      {isAcross ? (
        <UnitsPanel {...{ api, experiment, part }} phase={phase === WHOLE ? undefined : phase} />
      ) : (
        <PairTable key={`${query.pair} ${part} ${query.page}`} {...{ api, experiment, query, part, phase }} />
      )}
    </>
  );
}

interface PairTableProps extends DeltasProps {
  readonly part: string;
  readonly phase: string | undefined;
}

function PairTable({ api, experiment, query, part, phase }: PairTableProps) {
  const pairs = experiment.pairs.filter(({ id }) => query.pair === undefined || id === query.pair);
  const found = experiment.channels.filter(({ id }) => id.includes(part));
  const page = Math.max(0, Number(query.page ?? 1) - 1 || 0);
  const channels = found.slice(page * CHANNELS, (page + 1) * CHANNELS);
  const shown = useAnswer(
    `deltas ${experiment.id} ${query.pair} ${part} ${page}`,
    (signal) => askDeltas(api, { id: experiment.id, pairs, channels }, signal),
    EVERY_MS,
  );
  if (pairs.length === 0)
    return (
      <p class="box failure" role="alert">
        The experiment has no pair {query.pair}. <a href={addressOf(experiment.id, 'deltas')}>All pairs</a>
      </p>
    );
  if (channels.length === 0) return <p class="box">No channel of the experiment has “{part}” in its name.</p>;
  return (
    <Answer of={shown} what="the differences">
      {({ deltas, notPaired }) => (
        <>
          <p class="soft">
            Means of paired samples: good, measured samples of armed phases. An interval says where the mean
            of this pair over this time lies. It says nothing about a population.
          </p>
          <Pending {...mostLacking(deltas)} />
          <DeltaTable experiment={experiment} rows={deltaRows(deltas, phase)} />
          <Pages {...{ experiment, query, page }} of={found.length} />
          <ul>
            {notPaired.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

interface DeltaTableProps {
  readonly experiment: Experiment;
  readonly rows: readonly DeltaRow[];
}

/** Why a number is not there unfolds in its place; on paper it stands below, once for all that share it. */
function DeltaTable({ experiment, rows }: DeltaTableProps) {
  const { notes, numbers } = notesOf(rows.map(({ reasons }) => reasons));
  return (
    <>
      <table class="figures ten">
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <Row
              key={`${row.pair} ${row.channel} ${row.phase}`}
              {...{ row, experiment }}
              numbers={numbers[i] ?? []}
            />
          ))}
        </tbody>
      </table>
      <ol class="on-paper">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ol>
    </>
  );
}

interface RowProps {
  readonly row: DeltaRow;
  readonly experiment: Experiment;
  /** Of the notes that say on paper why a number is not there. */
  readonly numbers: readonly number[];
}

function Row({ row, experiment, numbers }: RowProps) {
  const { channel, phase, cells, withDoubted, environment, alignment, reasons, from, to } = row;
  const pair = experiment.pairs.find(({ id }) => id === row.pair);
  const difference = pair === undefined ? '' : `: ${twinsOf(experiment.hardware, pair).difference}`;
  const range = from === null || to === null || from === to ? {} : { from, to };
  const texts = [
    `${row.pair}${difference}`,
    <a key="link" href={addressOf(experiment.id, 'twins', { pair: row.pair, channel, ...range })}>
      {channel}
    </a>,
    phase ?? 'all armed time',
    withDoubted === null ? (
      cells.delta
    ) : (
      <span key="delta">
        {cells.delta} <span class="soft">({withDoubted})</span>
      </span>
    ),
    reasons.length === 0 ? cells.interval : <Why key="why" text={cells.interval} {...{ reasons, numbers }} />,
    ...[cells.pairs, cells.effective, cells.margin, environment],
    <Parted key="alignment" word={alignment} />,
  ];
  return (
    <tr class={phase === null && experiment.phases.length > 0 ? 'whole' : ''}>
      {texts.map((cell, i) => (
        <td key={COLUMNS[i]} data-label={COLUMNS[i]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

/** A long word, such as AGREED_BY_EVENTS: it may go on in the next line behind each part. */
function Parted({ word }: { readonly word: string }) {
  return (
    <span>
      {word.split(/(?<=_)/).map((part, i) => (
        <Fragment key={part}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}

interface WhyProps extends Pick<RowProps, 'numbers'> {
  readonly text: string;
  readonly reasons: readonly string[];
}

/** A number that is not there, and why. */
function Why({ text, reasons, numbers }: WhyProps) {
  return (
    <details class="why">
      <summary>
        {text} <span class="on-paper">{numbersText(numbers)}</span>
      </summary>
      {reasons.join('; ')}
    </details>
  );
}

interface PagesProps {
  readonly experiment: Experiment;
  readonly query: Query;
  readonly page: number;
  readonly of: number;
}

function Pages({ experiment, query, page, of }: PagesProps) {
  if (of <= CHANNELS) return null;
  const to = (one: number) => addressOf(experiment.id, 'deltas', { ...query, page: String(one + 1) });
  const last = Math.ceil(of / CHANNELS) - 1;
  return (
    <nav class="pages" aria-label="Pages of channels">
      {page > 0 && <a href={to(page - 1)}>Channels before</a>} page {page + 1} of {last + 1},{' '}
      {countText(of, 'channel')} {page < last && <a href={to(page + 1)}>Channels after</a>}
    </nav>
  );
}
