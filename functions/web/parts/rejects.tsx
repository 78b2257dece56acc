/** What of a file was rejected, each line in its place: loaded when it is looked at. */
import { useState } from 'preact/hooks';
import { linesSchema, type ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { rejectWords } from '../../../shared/domain/words/reject.ts';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { Answer } from './answer.tsx';
import { csvCells } from './csv-cells.ts';

interface RejectsProps {
  readonly api: Api;
  readonly experiment: string;
  readonly receipt: ReceiptOnWire;
}

/** Beyond so many the page would be a wall. */
const MOST_SHOWN = 20;

interface Rejected {
  readonly line: string;
  readonly column: string;
  readonly code: string;
  readonly message: string;
  readonly text: string;
}

export function Rejects({ api, experiment, receipt }: RejectsProps) {
  const path = pathOf(experiment, 'downlinks', receipt.id, 'rejects');
  const shown = useAnswer(path, async (signal) => rejectedIn(await api.csv(path, signal)));
  return (
    <Answer of={shown} what={`what was rejected of ${receipt.fileName}`}>
      {(rejected) => (
        <>
          <ol class="rejects">
            {rejected.slice(0, MOST_SHOWN).map((one, i) => (
              <li key={`${one.line} ${one.column}`}>
                <OneReject {...{ api, experiment, receipt }} rejected={one} isFirst={i === 0} />
              </li>
            ))}
          </ol>
          {rejected.length > MOST_SHOWN && (
            <p class="soft">
              and {countText(rejected.length - MOST_SHOWN, 'more entry', 'more entries')}:{' '}
              <code>
                ./howship receipt {receipt.id} -e {experiment} --rejects
              </code>
            </p>
          )}
        </>
      )}
    </Answer>
  );
}

function rejectedIn(table: string): Rejected[] {
  const [, ...rows] = csvCells(table);
  return rows.map(([line = '', column = '', code = '', message = '', text = '']) => ({
    ...{ line, column, code, message, text },
  }));
}

function OneReject({
  rejected: { line, column, code, message, text },
  isFirst,
  ...of
}: RejectsProps & { readonly rejected: Rejected; readonly isFirst: boolean }) {
  const [isOpen, setOpen] = useState(isFirst);
  const number = Number(line);
  return (
    <>
      <strong>
        line {line}
        {column !== '' && (
          <>
            , column <bdi>{column}</bdi>
          </>
        )}
      </strong>
      : {rejectWords(code)}. <bdi>{message}</bdi>
      {text !== '' && (
        <>
          {' '}
          <code>
            <bdi>{text}</bdi>
          </code>
        </>
      )}{' '}
      {Number.isInteger(number) && number > 0 && (
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'} line {groupedText(number)} in its place
        </button>
      )}
      {isOpen && number > 0 && <InPlace {...of} line={number} />}
    </>
  );
}

/** The line with those around it, as the file has them. */
function InPlace({ api, experiment, receipt, line }: RejectsProps & { readonly line: number }) {
  const path = pathOf(experiment, 'downlinks', receipt.id, 'lines');
  const asked = { line: String(line) };
  const shown = useAnswer(`${path} ${line}`, (signal) => api.get(path, linesSchema, asked, signal));
  return (
    <Answer of={shown} what={`line ${line} of ${receipt.fileName}`}>
      {({ lines, found }) => (
        <>
          {found === 0 && <p>The file has no such line.</p>}
          <ol class="lines">
            {lines.map((one) => (
              <li key={one.line} class={one.line === line ? 'meant' : ''} value={one.line}>
                {one.line === line && <span class="mark">rejected: </span>}
                <code>
                  <bdi>{one.text}</bdi>
                </code>
              </li>
            ))}
          </ol>
        </>
      )}
    </Answer>
  );
}
