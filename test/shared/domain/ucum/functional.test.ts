/** The functional tests that implementations of UCUM are held against, where they are at hand. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { conversionBetween } from '../../../../shared/domain/ucum/conversion.ts';
import { parseUnit } from '../../../../shared/domain/ucum/parse-unit.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const text = hasRealData
  ? realFile('ucum/UcumFunctionalTests.xml')
      .toString('utf8')
      .replaceAll(/<!--.*?-->/gs, '')
  : '';

/** The attributes of the cases of a section. */
function casesOf(section: string): Record<string, string>[] {
  const body = new RegExp(`<${section}>(.*?)</${section}>`, 's').exec(text)?.[1] ?? '';
  return [...body.matchAll(/<case ([^>]*?)\/>/gs)].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  );
}

const isValid = (code: string) => {
  try {
    parseUnit(code);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
};
const converted = (value: number, from: string, to: string) => {
  const { scale, offset } = conversionBetween(from, to) ?? { scale: 1, offset: 0 };
  return scale * value + offset;
};
/** As many digits as the expected number is written with. */
const agrees = (got: number, outcome: string) => {
  const digits = outcome.replace(/e.*$/, '').replaceAll(/^[0.]+|[.]/g, '').length;
  return (
    Number(got.toPrecision(Math.min(Math.max(digits, 1), 15))) === Number(Number(outcome).toPrecision(15))
  );
};

describe.runIf(hasRealData)(
  'the functional tests of UCUM (skipped only where HOWSHIP_DATA is absent)',
  () => {
    it('agree on every code whether it is one', () => {
      const cases = casesOf('validation');
      const wrong = cases.filter(({ unit = '', valid }) => isValid(unit) !== (valid === 'true'));
      expect(cases).toHaveLength(529);
      expect(wrong.map(({ unit, valid }) => `${unit} should be ${valid}`)).toEqual([]);
    });

    it('agree on every conversion', () => {
      const cases = casesOf('conversion');
      const wrong = cases.filter(
        ({ value = '', srcUnit = '', dstUnit = '', outcome = '' }) =>
          !agrees(converted(Number(value), srcUnit, dstUnit), outcome),
      );
      expect(cases).toHaveLength(30);
      expect(wrong).toEqual([]);
    });

    it('agree on every product and quotient', () => {
      for (const [section, sign] of [
        ['multiplication', '.'],
        ['division', '/'],
      ] as const) {
        for (const { v1, u1, v2, u2, vRes = '', uRes = '' } of casesOf(section)) {
          const value = sign === '.' ? Number(v1) * Number(v2) : Number(v1) / Number(v2);
          expect(
            agrees(converted(value, `(${u1})${sign}(${u2})`, uRes || '1'), vRes),
            `${u1}${sign}${u2}`,
          ).toBe(true);
        }
      }
    });
  },
);
