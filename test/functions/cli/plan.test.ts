import { describe, expect, it } from 'vitest';
import { howship as commandLine } from '../../../functions/cli/program.ts';
import { howship } from '../../support/cli.ts';

const NARROW = { COLUMNS: '80' };
const oclast = new URL('../../../examples/oclast/definition.yaml', import.meta.url).pathname;

describe('howship plan', () => {
  it('shows what three units per arm can show, on 80 columns and without a stack', async () => {
    const { code, out, err } = await howship(['plan', '--units', '3'], NARROW);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchInlineSnapshot(`
      "3 units per arm
        8 of 10 such experiments see (t test of units, p < .05): a true effect of
          3.07 standard deviations of a unit, or more; that is a ratio of 2.15, where
          the standard deviation of the logarithm is 0.25
        exact permutation test: the smallest p that 3 against 3 units can show is 0.1,
          so that it can never reach .05, however large the effect: "not significant"
          there says nothing; it takes 4 units per arm
        where each arm is one incubator: p < .05 without any effect in 13 % of
          experiments, not 5 %, if incubators differ by a standard deviation of 0.15,
          and 24 % at 0.25; more units make it worse, more incubators better
          (docs/design.md#before-launch)

       units per   effect in           smallest    the same    false at    false at
             arm         sds  ratio     exact p    in pairs        0.15        0.25
      ──────────  ──────────  ─────  ──────────  ──────────  ──────────  ──────────
               3        3.07   2.15         0.1        0.25        13 %        24 %
               4        2.38   1.81       0.029        0.13        17 %        32 %
               5        2.02   1.66      0.0079       0.063        21 %        37 %
               6        1.80   1.57      0.0022       0.031        24 %        42 %
               8        1.51   1.46      1.6e-4      0.0078        29 %        49 %
      effect in sds: the smallest that 8 of 10 such experiments see, in standard
        deviations (sds), and its size beside it
      false at: share of experiments without any effect whose p is below .05, where
        each arm is one incubator and incubators differ by this standard deviation
      "
    `);
  });

  it('plans each contrast of a definition; what they have in common stands once', async () => {
    const { code, out, err } = await howship(['plan', oclast], NARROW);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchInlineSnapshot(`
      "flight-v-centrifuge
        rests on 3 against 3 units; one donor, D7, in both arms; which incubator each
          stood in is not declared (culture: { incubator: … }), and where an arm is
          one, between-incubator spread is not in this interval; one mission
        not declared: incubator of FU1, FU2, FU3, CU1, CU2, CU3
        the least confounded estimate of gravity: one launch, one cabin, one
          radiation; the vibration and shear of the rotor, its stops, and the time in
          microgravity before it spun up remain

      flight-v-ground
        rests on 3 against 3 units; one donor, D7, in both arms; which incubator each
          stood in is not declared (culture: { incubator: … }), and where an arm is
          one, between-incubator spread is not in this interval; one mission
        not declared: incubator of FU1, FU2, FU3, GU1, GU2, GU3
        launch, cabin air, radiation and handling differ along with gravity

      centrifuge-v-ground
        rests on 3 against 3 units; one donor, D7, in both arms; which incubator each
          stood in is not declared (culture: { incubator: … }), and where an arm is
          one, between-incubator spread is not in this interval; one mission
        not declared: incubator of CU1, CU2, CU3, GU1, GU2, GU3
        gravity is alike: what differs is the flight (launch, cabin air, radiation)
          and the rotor (vibration, shear, stops)

      what the units of flight-v-centrifuge, flight-v-ground, centrifuge-v-ground can
        show
        8 of 10 such experiments see (t test of units, p < .05): a true effect of
          3.07 standard deviations of a unit, or more; that is a ratio of 2.15, where
          the standard deviation of the logarithm is 0.25
        exact permutation test: the smallest p that 3 against 3 units can show is 0.1,
          so that it can never reach .05, however large the effect: "not significant"
          there says nothing; it takes 4 units per arm
        where each arm is one incubator: p < .05 without any effect in 13 % of
          experiments, not 5 %, if incubators differ by a standard deviation of 0.15,
          and 24 % at 0.25; more units make it worse, more incubators better
          (docs/design.md#before-launch)

      primary questions: none declared (analysis: { primary: [...] }), so that every
        result will be labelled exploratory
      other numbers of units: ./howship plan --units 6
      "
    `);
  });

  it('plans pairs and differences, and prints JSON for programs', async () => {
    const { out } = await howship(['plan', '--units', '6', '--paired', '--sd', '0.4'], NARROW);
    expect(out).toContain('that is a\n    difference of 0.574, where the standard deviation is 0.4');
    expect(out).toContain('the smallest p that 6 pairs can show is 0.031\n');
    const json = await howship(['plan', '--units', '7', '--json']);
    const { asked, table } = JSON.parse(json.out);
    expect(asked.units).toEqual({ a: 7, b: 7 });
    expect(table.map(({ units }: typeof asked) => units.a)).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it('says of one unit per arm that there is no p', async () => {
    const { out } = await howship(['plan', '--units', '1']);
    expect(out).toContain('no p and no interval: 1 against 1 unit, and how far units of one arm are apart');
  });

  it('writes numbers of units in one way', async () => {
    const { out } = await howship(['plan', '--units', '1000']);
    expect(out).toContain('1,000 against 1,000 units');
  });

  it.each([
    [[], 'expected either a definition or --units <n>'],
    [[oclast, '--units', '3'], 'expected either a definition or --units <n>'],
    [[oclast, '--paired'], 'there, declare analysis: { paired: true }'],
    [
      ['--units', '3', '--sd', '1', '--log-sd', '1'],
      'expected one of --sd (of differences) and --log-sd (of ratios), got both',
    ],
    [['--units', '2.5'], 'expected a whole number from 1 to 1000, got "2.5"'],
    [['--units', '3', '--sd', '0'], 'expected a number above 0, got "0"'],
  ])('refuses %j', async (argv, message) => {
    const program = commandLine();
    for (const command of program.commands) command.configureOutput({ writeErr: () => {} });
    await expect(program.parseAsync(['node', 'howship', 'plan', ...argv])).rejects.toThrow(message);
  });
});
