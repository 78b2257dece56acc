/** What a deployment may be told: while it is synthesized (`-c name=value`), or while it is deployed (`--parameters Name=value`). */
import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { Node } from 'constructs';

export interface Settings {
  /** Whether the functions that must always run have runs of the account set aside. */
  readonly reservesConcurrency: boolean;
  /** What the stack is called: `Howship`, or `Howship-<stage>` for a second one in the same account. */
  readonly stackName: string;
}

/** Names of the bucket have room for it: CloudFormation cuts them at 63 characters, and permissions name how they begin. */
const STAGE = /^[a-z][a-z0-9-]{0,14}[a-z0-9]$/;

/** @throws Error that says which setting is wrong, and what was expected. */
export function settingsOf(node: Node): Settings {
  const stage = textOf(node, 'stage');
  if (stage !== null && !STAGE.test(stage))
    throw new Error(
      `-c stage: expected 2 to 16 lower-case letters, digits or hyphens that begin with a letter and end with a letter or digit, got ${JSON.stringify(stage.slice(0, 80))}`,
    );
  const reserved = textOf(node, 'reservedConcurrency') ?? 'on';
  if (reserved !== 'on' && reserved !== 'none')
    throw new Error(
      `-c reservedConcurrency: expected "on" or "none", got ${JSON.stringify(reserved.slice(0, 80))}`,
    );
  return {
    reservesConcurrency: reserved === 'on',
    stackName: stage === null ? 'Howship' : `Howship-${stage}`,
  };
}

function textOf(node: Node, name: string): string | null {
  const value: unknown = node.tryGetContext(name);
  return value === undefined ? null : String(value);
}

/** What CloudFormation is told at a deployment, and remembers for the next. */
export class Parameters {
  /** Who hears the alarms; without it there is no deployment. */
  readonly alarmEmail: string;
  /** US dollars a month. */
  readonly monthlyBudget: number;
  /** Name of the one role that may delete versions of raw files; it need not exist. */
  readonly breakGlassRole: string;

  constructor(stack: Stack) {
    this.alarmEmail = new CfnParameter(stack, 'AlarmEmail', {
      description:
        'Who is sent the alarms of the stack and its budget. The address has to confirm the subscription.',
      allowedPattern: '[^@\\s]+@[^@\\s]+\\.[^@\\s]+',
      constraintDescription: 'expected an e-mail address, such as oncall@example.org',
    }).valueAsString;
    this.monthlyBudget = new CfnParameter(stack, 'MonthlyBudget', {
      type: 'Number',
      default: 50,
      minValue: 1,
      description: 'US dollars a month that the account may cost before a message is sent.',
    }).valueAsNumber;
    this.breakGlassRole = new CfnParameter(stack, 'BreakGlassRole', {
      default: 'howship-break-glass',
      allowedPattern: '[\\w+=,.@/-]{1,128}',
      constraintDescription: 'expected the name of a role, with its path if it has one, and no ARN',
      description: 'Name of the one role that may delete raw files. It need not exist.',
    }).valueAsString;
  }
}
