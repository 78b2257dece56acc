/** Every guess of a draft with a control to decide it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { countText } from '../../../shared/domain/words/count.ts';
import { helpAt } from './definition-help.ts';
import { decide, entryAt, type Guess, guessesIn, leaveOut, type Path } from './guesses.ts';

interface GuessListProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function GuessList({ text, onText }: GuessListProps) {
  const { guesses, remarks } = guessesIn(text);
  const list = useRef<HTMLOListElement>(null);
  const left = useRef<HTMLParagraphElement>(null);
  const decided = useRef<number | null>(null);
  // The card that was decided has gone, and the focus with it: it goes on to the next one.
  useEffect(() => {
    if (decided.current === null) return;
    const cards = list.current?.children ?? [];
    const next = cards[Math.min(decided.current, cards.length - 1)];
    (next?.querySelector<HTMLElement>('select, input') ?? left.current)?.focus();
    decided.current = null;
  }, [text]);
  const change = (at: number, changed: string) => {
    decided.current = at;
    onText(changed);
  };
  return (
    <section>
      <h2>Guesses to decide</h2>
      <p ref={left} role="status" tabIndex={-1}>
        {guesses.length === 0
          ? 'No guess is left to decide.'
          : `${countText(guesses.length, 'guess', 'guesses')} left to decide: keep each, or correct it. What is left goes in as it is.`}
      </p>
      <ol ref={list} class="guesses">
        {guesses.map((guess, i) => (
          <li key={`${JSON.stringify(guess.path)} ${guess.value}`} class="card">
            <OneGuess
              guess={guess}
              entry={entryAt(text, guess.path)}
              onValue={(value) => change(i, decide(text, guess.path, value))}
              onNone={() => change(i, leaveOut(text, guess.path))}
            />
          </li>
        ))}
      </ol>
      {remarks.length > 0 && (
        <>
          <h3>To look at in the text below</h3>
          <ul>
            {remarks.map(({ source, why }) => (
              <li key={`${source} ${why}`}>
                source <bdi>{source}</bdi>: <bdi>{why}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface OneGuessProps {
  readonly guess: Guess;
  /** What it may be none of; null where it can only be another. */
  readonly entry: string | null;
  readonly onValue: (value: string) => void;
  readonly onNone: () => void;
}

function OneGuess({ guess: { path, value, why, line }, entry, onValue, onNone }: OneGuessProps) {
  const [given, setGiven] = useState(value);
  const { values, says } = helpAt(path);
  const name = `${placeText(path)} (line ${line})`;
  const common = { value: given, 'aria-label': name };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onValue(given);
      }}
    >
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <p>
        <bdi>{why}</bdi>
      </p>
      {says !== '' && <p class="soft">{says}</p>}
      <p class="actions">
        {values.length > 0 ? (
          <select {...common} onChange={({ currentTarget }) => setGiven(currentTarget.value)}>
            {[...new Set([value, ...values])].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        ) : (
          <input {...common} onInput={({ currentTarget }) => setGiven(currentTarget.value)} />
        )}
        <button type="submit" disabled={given.trim() === ''}>
          {given === value ? `Keep ${value}` : `Use ${given}`}
        </button>
        {entry !== null && (
          <button type="button" onClick={onNone}>
            Not a {entry}
          </button>
        )}
      </p>
    </form>
  );
}

/** `channels 2, period`: entries are counted from 1, as people count. */
function placeText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? step + 1 : step))
    .join(' ')
    .replace(/ (\w+)$/, ', $1');
}
