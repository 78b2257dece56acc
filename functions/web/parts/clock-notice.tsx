import { useEffect, useState } from 'preact/hooks';
import { spanText } from '../../../shared/domain/words/span.ts';
import { stackClock } from '../stack/clock.ts';

/** Says that this machine's clock is wrong: what it stamps elsewhere is wrong too, though ages here are not. */
export function ClockNotice() {
  const [wrongBy, setWrongBy] = useState(() => stackClock.wrongBy());
  useEffect(() => stackClock.listen(() => setWrongBy(stackClock.wrongBy())), []);
  if (wrongBy === null) return null;
  return (
    <p class="box clock" role="status">
      The clock of this machine is {spanText(Math.abs(wrongBy) * 1000)} {wrongBy > 0 ? 'ahead of' : 'behind'}{' '}
      the stack's. Ages and ends shown here go by the stack's clock. Set this machine's clock.
    </p>
  );
}
