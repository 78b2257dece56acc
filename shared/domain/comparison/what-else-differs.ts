/** What differs between two arms beside gravity, by what they are and never by what they are called. */
import type { ArmKind } from '../experiment/hardware-schema.ts';

export function whatElseDiffers(a: ArmKind, b: ArmKind): string {
  const kinds = new Set([a, b]);
  if (kinds.size === 1) return 'both arms are of one kind: whatever differs is no effect of gravity';
  const has = (kind: ArmKind) => kinds.has(kind);
  const later = has('GROUND_CONTROL_ASYNCHRONOUS') ? '; the control ran at another time' : '';
  if (has('BASAL_CONTROL'))
    return 'the basal control was fixed at the beginning: time in culture differs as well';
  if (has('VIVARIUM_CONTROL')) return 'the vivarium control stood in other hardware';
  if (has('SIMULATED_MICROGRAVITY'))
    return `the technique differs as well: its shear, vibration and stops come with what it does to gravity${later}`;
  if (has('SPACEFLIGHT') && has('ONBOARD_1G'))
    return 'the least confounded estimate of gravity: one launch, one cabin, one radiation; the vibration and shear of the rotor, its stops, and the time in microgravity before it spun up remain';
  if (has('ONBOARD_1G'))
    return `gravity is alike: what differs is the flight (launch, cabin air, radiation) and the rotor (vibration, shear, stops)${later}`;
  if (has('SPACEFLIGHT'))
    return `launch, cabin air, radiation and handling differ along with gravity${later}`;
  return 'neither arm flew: whatever differs is no effect of flight';
}
