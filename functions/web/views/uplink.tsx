/** Files are dropped here, go in a few at a time, and show their receipts as these change. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { countText } from '../../../shared/domain/words/count.ts';
import { Later } from '../parts/later.tsx';
import { Opened } from '../parts/opened.tsx';
import type { Api } from '../stack/api.ts';
import type { Experiment } from '../stack/experiment.ts';
import type { Desk, Job } from '../uplink/desk.ts';
import { isOnItsWay, isOver } from '../uplink/desk.ts';
import { DropBox } from '../uplink/drop-box.tsx';
import type { Dropped } from '../uplink/dropped-files.ts';
import { NotStored, OneJob } from '../uplink/job-cards.tsx';
import { Overall } from '../uplink/overall.tsx';
import { type GivenTable, siftTables } from '../uplink/sift-tables.ts';

interface UplinkProps {
  readonly api: Api;
  readonly desk: Desk;
  readonly experiment: Experiment;
  /** Something came in: what the page shows beside is asked for again. */
  readonly onIn: () => void;
}

/** Beyond so many the page would be a wall; the others go in and are counted. */
const MOST_SHOWN = 20;
/** Of a folder, files come in faster than answers change; of a large one, to ask for all receipts anew takes longest. */
const TELL_IN_MS = 2000;
const TELL_IN_MS_PER_FILE = 15;

/** The files that have a card here, those that move first. */
export const cardsOf = (jobs: readonly Job[]): readonly Job[] =>
  jobs
    .filter(({ stage }) => stage.at !== 'FAILED')
    .toSorted(byUrgency)
    .slice(0, MOST_SHOWN);

export function Uplink({ api, desk, experiment: of, onIn }: UplinkProps) {
  const experiment = of.id;
  const [, redraw] = useState(0);
  useEffect(() => desk.listen(() => redraw((n) => n + 1)), [desk]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [tables, setTables] = useState<readonly GivenTable[]>([]);
  const jobs = desk.jobsOf(experiment);
  useTold(
    jobs.filter(({ stage, isTrial }) => stage.at === 'DONE' && !isTrial).length,
    Math.max(TELL_IN_MS, TELL_IN_MS_PER_FILE * jobs.length),
    onIn,
  );
  const take = async ({ files, left: leftOut }: Dropped, isTrial: boolean) => {
    setLeft(leftOut);
    const sifted = await siftTables(files);
    setTables((before) => [...sifted.tables, ...before]);
    desk.add(experiment, sifted.data, isTrial);
  };
  const leave = (table: GivenTable) => setTables((before) => before.filter((one) => one !== table));
  const failed = jobs.filter(({ stage }) => stage.at === 'FAILED');
  const cards = cardsOf(jobs);
  const others = jobs.length - failed.length - cards.length;
  const tried = jobs.filter(isGoodTrial);
  const store = (trials: readonly Job[]) => {
    desk.remove(trials.map(({ key }) => key));
    for (const { file, source } of trials) desk.add(experiment, [file], false, source);
  };
  return (
    <section>
      <h2>Upload files</h2>
      <DropBox onFiles={take} says="Drop files or folders here, or choose them" canTry />
      <p class="soft">
        A contact plan (columns aos,los) and a table of events (name,unit,at) may be dropped here too: what
        they change is shown first.
      </p>
      <Opened title="Record an event: launch, activation, exchange, …">
        <Later load={() => import('../parts/record-event.tsx')}>
          {({ RecordEvent }) => <RecordEvent api={api} experiment={of} onRecorded={onIn} />}
        </Later>
      </Opened>
      {left.length > 0 && (
        <ul role="alert" class="box failure">
          {left.map((sentence) => (
            <li key={sentence}>
              <bdi>{sentence}</bdi>
            </li>
          ))}
        </ul>
      )}
      {tables.map((table) => (
        <Later
          key={`${table.file.name} ${table.file.lastModified}`}
          load={() => import('../uplink/table-offer.tsx')}
        >
          {({ TableOffer }) => (
            <TableOffer
              {...{ api, experiment, table, onIn }}
              onData={() => {
                leave(table);
                desk.add(experiment, [table.file], false);
              }}
              onRemove={() => leave(table)}
            />
          )}
        </Later>
      ))}
      {jobs.length > 0 && <Overall desk={desk} jobs={jobs} />}
      {tried.length > 1 && (
        <button type="button" onClick={() => store(tried)}>
          Store the {countText(tried.length, 'file')} that could be read
        </button>
      )}
      <NotStored
        jobs={failed}
        readers={[...of.sources, ...of.assays].map(({ id }) => id)}
        onAgain={(keys, source) => desk.goOn(keys, source)}
        onRemove={(keys) => desk.remove(keys)}
      />
      <ul class="cards">
        {cards.map((job) => (
          <li key={job.key}>
            <OneJob api={api} job={job} desk={desk} onStore={isGoodTrial(job) ? () => store([job]) : null} />
          </li>
        ))}
      </ul>
      {others > 0 && <p class="soft">and {countText(others, 'more file')}, counted above</p>}
    </section>
  );
}

/** A trial whose file would be taken in. */
const isGoodTrial = ({ isTrial, stage }: Job): boolean =>
  isTrial && stage.at === 'DONE' && stage.receipt.state.startsWith('INGESTED');

/** What moves stands first, then what is read, what is over, and what waits its turn. */
const byUrgency = (one: Job, other: Job): number => urgencyOf(one) - urgencyOf(other);

function urgencyOf(job: Job): number {
  if (isOver(job)) return 2;
  if (job.stage.at === 'WAITING') return 3;
  return isOnItsWay(job) ? 0 : 1;
}

/** Tells of what came in, at once and then in bundles. */
function useTold(done: number, everyMs: number, onIn: () => void): void {
  const told = useRef(0);
  useEffect(() => {
    if (done <= told.current) return;
    const timer = setTimeout(
      () => {
        told.current = done;
        onIn();
      },
      told.current === 0 ? 0 : everyMs,
    );
    return () => clearTimeout(timer);
  }, [done]);
}
