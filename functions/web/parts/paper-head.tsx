import { useEffect, useState } from 'preact/hooks';
import { stackNow } from '../stack/clock.ts';
import { useZone } from './zone.tsx';
import { zonedText } from './zoned-text.ts';

/** On paper alone: when it was printed, and from which address, where what stands on it is found again. */
export function PaperHead() {
  const zone = useZone();
  const [at, setAt] = useState(stackNow);
  useEffect(() => {
    const print = () => setAt(stackNow());
    addEventListener('beforeprint', print);
    return () => removeEventListener('beforeprint', print);
  }, []);
  return (
    <p class="on-paper">
      Printed {zonedText(at, 0, zone)} from {location.href}
    </p>
  );
}
