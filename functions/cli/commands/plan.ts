import { Command } from 'commander';
import {
  evenUnits,
  planOf,
  type UnitSpread,
  type UnitsPlan,
} from '../../../shared/domain/comparison/plan.ts';
import { planOfDefinition } from '../../../shared/domain/comparison/plan-definition.ts';
import { indexDefinition } from '../../../shared/domain/experiment/definition-index.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { readText } from '../files/read-text.ts';
import { numberOf } from '../stack/options.ts';
import { processTerminal } from '../stack/terminal.ts';
import { definitionPlanText, unitsPlanText } from '../text/plan-text.ts';

interface PlanOptions {
  readonly units?: number;
  readonly sd?: number;
  readonly logSd?: number;
  readonly paired?: boolean;
  readonly json?: boolean;
}

/** Of the logarithm: what cultures of one arm usually scatter by. */
const USUAL_LOG_SD = 0.25;
/** Numbers of units that payloads carry. */
const USUAL_UNITS = [3, 4, 5, 6, 8];
const MOST_UNITS = 1000;

export function planCommand(): Command {
  const command = new Command('plan');
  return command
    .description(
      'before launch: what a given number of units can show, and what they cannot (needs no stack)',
    )
    .argument('[definition]', 'plan each contrast of a definition, with its own units')
    .option(
      '--units <n>',
      'units per arm, or pairs',
      numberOf(
        (n) => Number.isSafeInteger(n) && n >= 1 && n <= MOST_UNITS,
        `a whole number from 1 to ${MOST_UNITS}`,
      ),
    )
    .option(
      '--log-sd <sd>',
      `how far units of one arm are apart, for ratios: standard deviation of the natural logarithm (default: ${USUAL_LOG_SD})`,
      numberOf((sd) => sd > 0 && sd <= 10, 'a number above 0, at most 10'),
    )
    .option(
      '--sd <sd>',
      'the same for differences, in the unit of what is measured',
      numberOf((sd) => sd > 0 && Number.isFinite(sd), 'a number above 0'),
    )
    .option('--paired', 'units are compared in pairs; the sd is that of the differences within pairs')
    .option('--json', 'print the plan as JSON, for programs')
    .action(async (file: string | undefined, options: PlanOptions) => {
      const { units, paired = false } = options;
      if ((file === undefined) === (units === undefined))
        command.error('expected either a definition or --units <n>, such as --units 3');
      if (file !== undefined && paired)
        command.error(
          'expected --units with --paired, got a definition: there, declare analysis: { paired: true }',
        );
      const spread = spreadOf(options, command);
      const { page, out, say } = processTerminal();
      if (units === undefined) {
        const { definition } = readDefinition(await readText(file ?? ''));
        const plan = planOfDefinition(indexDefinition(definition), spread);
        return options.json ? out(`${JSON.stringify(plan)}\n`) : say(definitionPlanText(plan, spread));
      }
      const plan = { asked: planFor(units, paired, spread), table: tableFor(units, paired, spread) };
      return options.json ? out(`${JSON.stringify(plan)}\n`) : say(unitsPlanText(plan, spread, page));
    });
}

function spreadOf({ sd, logSd }: PlanOptions, command: Command): UnitSpread {
  if (sd === undefined) return { scale: 'ratio', sd: logSd ?? USUAL_LOG_SD };
  if (logSd !== undefined)
    command.error('expected one of --sd (of differences) and --log-sd (of ratios), got both');
  return { scale: 'difference', sd };
}

const planFor = (n: number, isPaired: boolean, spread: UnitSpread): UnitsPlan =>
  planOf(evenUnits(n, isPaired), spread);

const tableFor = (n: number, isPaired: boolean, spread: UnitSpread): UnitsPlan[] =>
  [...new Set([n, ...USUAL_UNITS])].sort((a, b) => a - b).map((one) => planFor(one, isPaired, spread));
