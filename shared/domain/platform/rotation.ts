/** What platforms that turn do to a culture: what is left of gravity off their centre, shear, stops for medium. */
import { STANDARD_G } from '../g-level/acceleration.ts';
import { significantText } from '../words/figure.ts';
import type { PlatformFacts } from './facts.ts';
import { rangeOf } from './parameters.ts';
import { type PlatformRemark, REVIEW } from './remark.ts';

const SECONDS_PER_MINUTE = 60;
const MM_PER_METRE = 1000;

/** Two frames at right angles, each as fast: the most of |ω̇ × r + ω × (ω × r)| over all r and all lower rates. */
const OF_TWO_AXES = 1 + Math.SQRT2;

export interface Residual {
  /** In g, the most. */
  readonly g: number;
  readonly formula: string;
}

/**
 * What of gravity is left at the culture that is farthest from the centre, the most of it; null where turns or distance are not
 * told. One axis: ω²·r/g₀. Two at right angles, one carried by the other: (1 + √2)·ω²·r/g₀ where both turn at the fastest rate
 * (rigid body, steady rates: its changes of speed come on top). Standard gravity 9.80665 m/s².
 */
export function residualOf({
  technique,
  declared,
}: Pick<PlatformFacts, 'technique' | 'declared'>): Residual | null {
  const { rpm, vesselDiameterMm } = declared;
  const radiusMm = declared.radiusMm ?? (vesselDiameterMm === undefined ? undefined : vesselDiameterMm / 2);
  if (rpm === undefined || radiusMm === undefined) return null;
  const isOfTwo = technique.id === 'rpm';
  const omega = (2 * Math.PI * rpm) / SECONDS_PER_MINUTE;
  const ofOne = (omega ** 2 * radiusMm) / MM_PER_METRE / STANDARD_G;
  return {
    g: isOfTwo ? OF_TWO_AXES * ofOne : ofOne,
    formula: isOfTwo ? '(1 + √2)·ω²·r/g₀' : 'ω²·r/g₀',
  };
}

const turns = ({ technique }: PlatformFacts): boolean => technique.artefacts.includes('centrifugal');

export function offCentreRemarks(facts: PlatformFacts): PlatformRemark[] {
  if (!turns(facts)) return [];
  const { technique } = facts;
  const residual = residualOf(facts);
  if (residual === null) {
    const message = `what of gravity is left off the centre of ${technique.name} is not known: declare platform: { rpm, radiusMm }, the fastest turn and the culture farthest from the centre`;
    return [{ code: 'platform.residual-unknown', message, kind: 'FIX' }];
  }
  const most = mostReported(facts);
  if (most === null || residual.g <= most) return [];
  const message = `${gText(residual.g)} is left at the farthest culture (${residual.formula}), and vessels of the reported diameters and speeds reach ${gText(most)} at their wall (${REVIEW}, computed)`;
  return [{ code: 'platform.residual', message, kind: 'FIX' }];
}

/** At the wall of the widest vessel at the fastest turn; null where the review reports neither. */
function mostReported({ technique }: PlatformFacts): number | null {
  const [diameter, rpm] = [rangeOf(technique, 'vesselDiameterMm'), rangeOf(technique, 'rpm')];
  if (diameter === null || rpm === null) return null;
  const declared = { rpm: rpm.most, radiusMm: diameter.most / 2 };
  return residualOf({ technique, declared })?.g ?? null;
}

export function axisRemarks({ technique, declared }: PlatformFacts): PlatformRemark[] {
  if (technique.id !== 'clinostat_1d') return [];
  if (declared.axis === 'vertical') {
    const message =
      'a clinostat that turns about a vertical axis averages nothing: its cells feel 1 g, in one direction';
    return [{ code: 'platform.axis', message, kind: 'CONFOUNDS' }];
  }
  if (declared.axis === 'horizontal') return [];
  const message = `${REVIEW} has the axis of a clinostat of one axis vertical, which averages nothing: declare platform: { axis: horizontal } where it is`;
  return [{ code: 'platform.axis', message, kind: 'FIX' }];
}

export function pauseRemarks({ technique, declared, sampled, stops }: PlatformFacts): PlatformRemark[] {
  if (technique.pausesForMedium !== true) return [];
  const { pause } = declared;
  if (pause === undefined) {
    const message = `${technique.name} stands still while medium is changed, its cells at 1 g meanwhile, and nothing says when: declare platform: { pause: { event, lasts } }, or pause: none`;
    return [{ code: 'platform.pause-unknown', message, kind: 'FIX' }];
  }
  if (pause === 'none') return [];
  const beside = (message: string): PlatformRemark[] => [{ code: 'platform.pause', message, kind: 'BESIDE' }];
  if (stops === 0) return beside(`no event ${pause.event} is known: whether it stood still is not told`);
  const times = `stood still at ${stops} × ${pause.event}`;
  if (pause.lasts === undefined)
    return beside(`${times}, its cells at 1 g meanwhile: for how long is not declared`);
  const hours = (stops * pause.lasts) / 3600;
  const longest = Math.max(0, ...sampled.map(({ mostHours }) => mostHours));
  const share = longest === 0 ? '' : `, ${significantText((100 * hours) / longest, 2)} % of the exposure`;
  return beside(`${times}, ${significantText(hours * 60, 3)} min at 1 g in all${share}`);
}

/** The review has both: its text that a vessel spares cells shear, its table that it does not. */
const DISPUTED = ' (its text says that the vessel spares them shear: I-57)';

export function shearRemarks(facts: PlatformFacts): PlatformRemark[] {
  const { technique } = facts;
  if (!turns(facts) || !technique.artefacts.includes('shear')) return [];
  const message = `shear and vibration come with the turning and may raise stress responses: only a control that is turned and shaken alike tells these apart from gravity${technique.id === 'rwv' ? DISPUTED : ''}`;
  return [{ code: 'platform.shear', message, kind: 'BESIDE' }];
}

export const gText = (g: number): string => `${significantText(g, 3)} g`;
