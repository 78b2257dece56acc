/** In which zone times are shown: UTC, or that of this machine. Kept on this machine. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { stackNow } from '../stack/clock.ts';
import { type Zone, zoneName } from './zoned-text.ts';

const KEY = 'howship.zone';

export const ZoneContext = createContext<Zone>('utc');

export const useZone = (): Zone => useContext(ZoneContext);

export const keptZone = (): Zone => (localStorage.getItem(KEY) === 'local' ? 'local' : 'utc');

export function keepZone(zone: Zone): void {
  localStorage.setItem(KEY, zone);
}

interface ZoneChoiceProps {
  readonly zone: Zone;
  readonly onChange: (zone: Zone) => void;
}

export function ZoneChoice({ zone, onChange }: ZoneChoiceProps) {
  const own = `${new Intl.DateTimeFormat().resolvedOptions().timeZone}, ${zoneName(stackNow(), 'local')}`;
  return (
    <select
      aria-label="Times are shown in"
      class="zone"
      value={zone}
      onChange={({ currentTarget }) => onChange(currentTarget.value === 'local' ? 'local' : 'utc')}
    >
      <option value="utc">Times in UTC</option>
      <option value="local">Times of this machine ({own})</option>
    </select>
  );
}
