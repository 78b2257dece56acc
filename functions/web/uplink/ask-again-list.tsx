/** What to ask for again, the most precious first and until when, to be copied into a request. */
import { useEffect, useState } from 'preact/hooks';
import { type RedownlinkOnWire, redownlinkSchema } from '../../../shared/contract/redownlink.ts';
import { backText, checkedText, notAskedText } from '../../../shared/domain/words/ask-again.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { rangeLines } from '../../../shared/domain/words/range-lines.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

interface AskAgainProps {
  readonly api: Api;
  readonly experiment: string;
  /** How much came in from this page: each asks anew. */
  readonly came: number;
}

const EVERY_MS = 20_000;
/** More can be scrolled to. */
const MOST_ROWS = 12;
const MOST_CHANNELS = 12;

export function AskAgainList({ api, experiment, came }: AskAgainProps) {
  const path = pathOf(experiment, 'redownlink');
  const shown = useAnswer(path, (signal) => api.get(path, redownlinkSchema, {}, signal), EVERY_MS);
  useEffect(() => (came > 0 ? shown.again() : undefined), [came]);
  return (
    <section>
      <h2>To request again</h2>
      <Answer of={shown} what="what to request again">
        {(answer) => {
          const { ranges, lookedAt, more = 0, contacts, left, damaged = [] } = answer;
          const back = backText(ranges, './howship redownlink --json');
          return (
            <>
              <Pending {...answer} />
              {damaged.length > 0 && (
                <p class="box failure" role="alert">
                  {countText(damaged.length, 'receipt is', 'receipts are')} damaged: what rests on them is not
                  in this list. <code>./howship verify -e {experiment}</code>
                </p>
              )}
              {ranges.length > 0 && <Copied api={api} path={path} text={ranges.map(rangeText).join('\n')} />}
              {more > 0 && (
                <p>
                  and {countText(more, 'less precious stretch', 'less precious stretches')} beside:{' '}
                  <code>./howship redownlink -e {experiment} --csv</code>
                </p>
              )}
              {back !== '' && <p>{back}</p>}
              <p>{checkedText(ranges.length, lookedAt)}</p>
              <ul>
                {rangeLines(lookedAt, answer).map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              <p>{contacts.sentence}</p>
              <p>{notAskedText(left)}</p>
            </>
          );
        }}
      </Answer>
    </section>
  );
}

type Range = RedownlinkOnWire['ranges'][number];

/** One line per stretch, as it goes into a message to those who command the payload. */
function rangeText({ priority, unit, channels, from, to, samples, cause, overwritten }: Range): string {
  const until = overwritten === undefined ? '' : `; ${overwritten.sentence}`;
  // The table has them all.
  const what = channels.length > MOST_CHANNELS ? countText(channels.length, 'channel') : channels.join(', ');
  return `${priority}. ${unit}: after ${typedIso(from)}, before ${typedIso(to)}, ${countText(samples, 'sample')} of ${what}; ${cause}${until}`;
}

interface CopiedProps {
  readonly api: Api;
  readonly path: string;
  readonly text: string;
}

function Copied({ api, path, text }: CopiedProps) {
  const [said, setSaid] = useState('');
  const copy = async (what: string, make: () => Promise<string>) => {
    try {
      await navigator.clipboard.writeText(await make());
      setSaid(`Copied ${what}.`);
    } catch (error) {
      // A browser that does not allow it: the text can be marked and copied by hand.
      setSaid(
        `Not copied: ${error instanceof CallFailure ? error.message : 'mark the text and copy it by hand.'}`,
      );
    }
  };
  return (
    <>
      <textarea
        class="copied"
        readOnly
        rows={Math.min(MOST_ROWS, text.split('\n').length + 1)}
        aria-label="What to request again"
        value={text}
      />
      <p class="actions">
        <button type="button" onClick={() => copy('the list', async () => text)}>
          Copy the list
        </button>
        <button type="button" onClick={() => copy('the table as CSV', () => api.csv(path))}>
          Copy as CSV
        </button>
        <span role="status">{said}</span>
      </p>
    </>
  );
}
