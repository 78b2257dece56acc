import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { StillButton } from '../../parts/still-button.tsx';
import { standText } from './groups.ts';

interface StandProps {
  readonly alarms: readonly AlarmOnWire[];
  readonly news: string | null;
  readonly onOrder: () => void;
}

/** Stays in sight, and as high as it is, whatever it says: what lies below it does not move. */
export function Stand({ alarms, news, onOrder }: StandProps) {
  return (
    <div class="stand">
      <p role="status">
        {standText(alarms)}. {news !== null && <strong>{news}</strong>}
      </p>
      {news !== null && <StillButton onPress={onOrder}>Put in order</StillButton>}
    </div>
  );
}
