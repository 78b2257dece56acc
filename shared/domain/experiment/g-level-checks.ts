/** What no single field shows of centrifuges and g-levels: channels that there are not, or that measure something else. */
import { quoted } from '../quoted.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import { type Declared, declaredBy } from './declared.ts';
import type { Definition } from './definition.ts';
import type { Finding } from './problems.ts';
import { unknownReference } from './unknown-reference.ts';

type Path = readonly PropertyKey[];

/** Asked when a definition is put in force, as UCUM codes are. */
export function gLevelFindings(definition: Definition): Finding[] {
  const declared = declaredBy(definition);
  const { arms, gLevel } = definition;
  return [
    ...arms.flatMap(({ kind, centrifuge }, i) => {
      if (centrifuge === undefined) return [];
      const path = ['arms', i, 'centrifuge'];
      const message = `expected a centrifuge of an arm ONBOARD_1G alone, got one of ${kind}`;
      if (kind !== 'ONBOARD_1G') return [contradiction(path, message)];
      return channelFindings(declared, centrifuge.channel, [...path, 'channel'], CENTRIFUGE);
    }),
    ...(gLevel?.magnitude === undefined
      ? []
      : channelFindings(declared, gLevel.magnitude, ['gLevel', 'magnitude'], ACCELERATION)),
    ...(gLevel?.axes === undefined ? [] : axesFindings(declared, gLevel.axes)),
  ];
}

interface Measured {
  readonly as: readonly string[];
  readonly text: string;
}
const ACCELERATION: Measured = { as: ['[g]'], text: 'an acceleration ([g], m/s2)' };
const CENTRIFUGE: Measured = {
  as: ['/min', '[g]'],
  text: 'a rotation (/min, Hz) or an acceleration ([g], m/s2)',
};

function channelFindings({ channels }: Declared, id: string, path: Path, { as, text }: Measured): Finding[] {
  const unit = channels.get(id)?.unit;
  if (unit === undefined) return unknownReference('channel', id, channels, path);
  const isLine = as.some((one) => {
    const conversion = conversionIfAny(unit, one);
    return conversion !== undefined && conversion?.curve === undefined;
  });
  if (isLine) return [];
  return [contradiction(path, `expected a channel of ${text}, got ${quoted(id)} in ${quoted(unit)}`)];
}

/** A vector is made of the readings of one instant, in one unit. */
function axesFindings(declared: Declared, axes: readonly string[]): Finding[] {
  const path = ['gLevel', 'axes'];
  const findings = axes.flatMap((id, i) => channelFindings(declared, id, [...path, i], ACCELERATION));
  if (findings.length > 0) return findings;
  if (new Set(axes).size < axes.length)
    return [contradiction(path, `expected three channels, got ${axes.join(', ')}: each axis has its own`)];
  const channels = axes.map((id) => declared.channels.get(id)!);
  return (['unit', 'period'] as const).flatMap((key) =>
    new Set(channels.map((one) => one[key])).size === 1
      ? []
      : [
          contradiction(
            path,
            `expected three channels of one ${key}, got ${channels.map((one) => `${one.id} in ${one[key]}${key === 'period' ? ' s' : ''}`).join(', ')}`,
          ),
        ],
  );
}

function contradiction(path: Path, message: string): Finding {
  return { path, code: 'definition.contradiction', message };
}
