import type { AlarmsOnWire } from '../../../../shared/contract/alarms.ts';
import { quietText } from '../../../../shared/domain/detect/silence/quiet-text.ts';
import { matches } from '../../parts/filter-words.ts';
import { useInstant } from '../../parts/instant.tsx';
import { microsOf } from './advice-from.ts';

interface QuietProps {
  readonly quiet: NonNullable<AlarmsOnWire['quiet']>;
  /** What is looked for. */
  readonly asked: string;
}

/** Of what sends nothing there is no alarm to be found in the list below. */
export function QuietUnits({ quiet, asked }: QuietProps) {
  const instant = useInstant();
  const micros = (iso: string | null) => (iso === null ? null : microsOf(iso));
  return (
    <>
      {quiet
        .filter(({ unit }) => matches(unit, asked))
        .map(({ unit, since, othersTo, silentFrom }) => (
          <p class="box failure" key={unit}>
            {quietText(
              { unit, since: micros(since), othersTo: microsOf(othersTo), silentFrom: micros(silentFrom) },
              instant,
            )}
          </p>
        ))}
    </>
  );
}
