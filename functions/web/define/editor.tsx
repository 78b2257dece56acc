/** A definition as text: the errors beside their lines, and what the schema says of the place where the cursor is. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { countText } from '../../../shared/domain/words/count.ts';
import type { Trouble } from './check.ts';
import { helpAt } from './definition-help.ts';
import { pathAt } from './guesses.ts';
import type { Help } from './schema-help.ts';

interface EditorProps {
  readonly text: string;
  readonly troubles: readonly Trouble[];
  readonly onText: (text: string) => void;
}

export function Editor({ text, troubles, onText }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [gutter, beside] = [useRef<HTMLPreElement>(null), useRef<HTMLPreElement>(null)];
  const [at, setAt] = useState(0);
  const lines = text.split('\n').length;
  const byLine = Map.groupBy(troubles, ({ line }) => line ?? 1);
  const help = useMemo(() => helpAt(pathAt(text, at)), [text, at]);
  const follow = () => {
    const top = area.current?.scrollTop ?? 0;
    for (const { current } of [gutter, beside]) if (current !== null) current.scrollTop = top;
  };
  const goTo = (line: number) => {
    const field = area.current;
    if (field === null) return;
    const from =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(from, from);
    field.scrollTop = Math.max(0, (line - 4) * LINE_PIXELS);
    setAt(from);
  };
  return (
    <>
      <div class="editor">
        <pre ref={gutter} class="gutter" aria-hidden="true">
          {Array.from({ length: lines }, (_, i) => `${byLine.has(i + 1) ? '✕ ' : ''}${i + 1}\n`).join('')}
        </pre>
        <textarea
          ref={area}
          aria-label="Definition"
          aria-invalid={troubles.length > 0}
          aria-describedby="troubles"
          spellcheck={false}
          wrap="off"
          value={text}
          onScroll={follow}
          onKeyUp={({ currentTarget }) => setAt(currentTarget.selectionStart)}
          onClick={({ currentTarget }) => setAt(currentTarget.selectionStart)}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
        <pre ref={beside} class="beside" aria-hidden="true">
          {Array.from({ length: lines }, (_, i) => {
            const [first, ...others] = byLine.get(i + 1) ?? [];
            const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
            return first === undefined ? '\n' : <span class="wrong">{`✕ ${first.message}${more}\n`}</span>;
          })}
        </pre>
      </div>
      <div id="troubles" role="status">
        {troubles.length > 0 && <p>{countText(troubles.length, 'problem')}:</p>}
        <ul>
          {troubles.map(({ line, field, message }) => (
            <li key={`${line} ${field} ${message}`}>
              {line !== null && (
                <button type="button" onClick={() => goTo(line)}>
                  line {line}
                </button>
              )}{' '}
              <bdi>{message}</bdi> {field !== '' && <code>{field}</code>}
            </li>
          ))}
        </ul>
      </div>
      <PropertyHelp help={help} />
    </>
  );
}

/** As the styles have it. */
const LINE_PIXELS = 20;

function PropertyHelp({ help: { place, says, values, example, properties } }: { readonly help: Help }) {
  return (
    <section class="box property-help" aria-label="Help of the schema">
      <h3>
        <code>{place === '' ? 'the document' : place}</code>
      </h3>
      {says !== '' && <p>{says}</p>}
      {values.length > 0 && <p>One of: {values.join(', ')}</p>}
      {example !== null && (
        <p>
          For example <code>{example}</code>
        </p>
      )}
      {properties.length > 0 && (
        <dl>
          {properties.map(({ name, says: own, isRequired }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
                {isRequired && ' (required)'}
              </dt>
              <dd>{own}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
