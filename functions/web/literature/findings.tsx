import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { findingWords } from '../../../shared/domain/literature/finding-words.ts';
import { Cell, type HrefOf, More, References, useFirst } from './rows.tsx';

interface FindingsProps {
  readonly records: readonly LiteratureOnWire['records'][number][];
  readonly hrefOf: HrefOf;
  readonly isAll: boolean;
}

export function Findings({ records, hrefOf, isAll }: FindingsProps) {
  const { rows, left } = useFirst(records, isAll);
  if (records.length === 0) return null;
  return (
    <section>
      <h2>Findings</h2>
      <table class="figures findings">
        <thead>
          <tr>
            {[
              'study',
              'in the review',
              'subject',
              'platform',
              'days',
              'what',
              'went',
              'against',
              'notes',
            ].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <FindingRow key={one.id} finding={one} hrefOf={hrefOf} />
          ))}
        </tbody>
      </table>
      <More left={left} what="findings" hrefOf={hrefOf} />
    </section>
  );
}

function FindingRow({
  finding,
  hrefOf,
}: {
  readonly finding: LiteratureOnWire['records'][number];
  readonly hrefOf: HrefOf;
}) {
  const { where, subject, days, what, went, against, notes } = findingWords(finding);
  const { authors = '', references, technique, inconsistencies } = finding;
  return (
    <tr>
      <Cell label="study">
        {authors} {references.length > 0 && <References numbers={references} hrefOf={hrefOf} />}
      </Cell>
      <Cell label="in the review">{where}</Cell>
      <Cell label="subject">{subject}</Cell>
      <Cell label="platform">{technique.replaceAll('_', ' ')}</Cell>
      <Cell label="days">{days || '–'}</Cell>
      <Cell label="what">{what}</Cell>
      <Cell label="went">{went}</Cell>
      <Cell label="against">{against}</Cell>
      <Cell label="notes">
        {notes.join('; ')}
        {inconsistencies.length > 0 && (
          <span class="soft">
            {notes.length > 0 && '; '}inconsistent: {inconsistencies.join(', ')}
          </span>
        )}
      </Cell>
    </tr>
  );
}
