/** What platforms that take bodies leave loaded: bed rest, immersion, suspension. */
import { quoted } from '../quoted.ts';
import type { PlatformFacts } from './facts.ts';
import { rangeOf, rangeText, reportedOf } from './parameters.ts';
import { type PlatformRemark, REVIEW } from './remark.ts';

/** The tilt that is reckoned with: as declared, and else the standard one of head-down tilt, 0 of horizontal bed rest. */
export function tiltOf({
  technique,
  declared,
}: Pick<PlatformFacts, 'technique' | 'declared'>): number | null {
  if (technique.id !== 'hbr' && technique.id !== 'hdt') return null;
  if (declared.tiltDeg !== undefined) return Math.abs(declared.tiltDeg);
  const usual = technique.id === 'hdt' ? 'standard tilt angle' : 'tilt angle';
  return reportedOf(technique, usual)?.most ?? null;
}

export function bedRestRemarks({ technique, declared }: PlatformFacts): PlatformRemark[] {
  if (technique.id !== 'hbr' && technique.id !== 'hdt') return [];
  const isTilted = technique.id === 'hdt';
  const untold = `the tilt is not told: the standard of 6° is reckoned with`;
  const fluid = isTilted ? '' : '; fluid does not move towards the head, as it does in flight';
  return [
    ...(isTilted && declared.tiltDeg === undefined ? [beside('platform.tilt', untold)] : []),
    beside(
      'platform.loaded',
      `body weight stays, presses on the skin, and arms that are used load the radius${fluid}`,
    ),
  ];
}

export function immersionRemarks({ technique, declared }: PlatformFacts): PlatformRemark[] {
  if (technique.id !== 'water_immersion' && technique.id !== 'dry_immersion') return [];
  const range = rangeOf(technique, 'waterCel');
  const untold =
    declared.waterCel === undefined && range !== null
      ? [
          beside(
            'platform.water',
            `the temperature of the water is not told (${rangeText(range)} °C are reported, ${REVIEW})`,
          ),
        ]
      : [];
  const loaded =
    technique.id === 'water_immersion'
      ? 'limbs are unloaded unevenly, pressure stays at seat or feet, and water disturbs skin and osmotic balance'
      : 'limbs are unloaded unevenly';
  return [...untold, beside('platform.loaded', loaded)];
}

export function suspensionRemarks({ technique, declared }: PlatformFacts): PlatformRemark[] {
  if (technique.id === 'ulls')
    return [
      beside('platform.undescribed', `${REVIEW} names ${technique.name} alone, and describes no limit of it`),
    ];
  if (technique.id !== 'hlu') return [];
  const known = technique.parameters.find(({ name }) => name === 'suspension methods');
  const methods = known !== undefined && 'text' in known ? known.text : '';
  const { suspension } = declared;
  const isKnown = suspension === undefined || methods.split(', ').includes(suspension.trim().toLowerCase());
  return [
    ...(isKnown
      ? []
      : [
          {
            ...({ code: 'platform.suspension', kind: 'FIX' } as const),
            message: `suspension is ${quoted(suspension)}, and ${methods} are reported (${REVIEW})`,
          },
        ]),
    beside(
      'platform.loaded',
      'forelimbs bear load, a control within the animal, and organs stay under gravity',
    ),
  ];
}

const beside = (code: PlatformRemark['code'], message: string): PlatformRemark => ({
  ...{ code, message },
  kind: 'BESIDE',
});
