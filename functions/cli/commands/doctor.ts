import { execFile } from 'node:child_process';
import { availableMemory } from 'node:process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import * as z from 'zod';
import { deploymentLooks } from '../../../shared/domain/doctor/deployment-looks.ts';
import { type Look, lookSchema } from '../../../shared/domain/doctor/look.ts';
import { memoryLook, nodeLook } from '../../../shared/domain/doctor/machine-looks.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { apiLook, apiNotLookedAt } from '../stack/api-look.ts';
import { type SharedOptions, withStack } from '../stack/command-context.ts';
import { connectionOf, homeOf, readStackFile } from '../stack/connection.ts';
import { CliFailure } from '../stack/failure.ts';
import { processTerminal } from '../stack/terminal.ts';
import { looksText } from '../text/looks-text.ts';

interface DoctorOptions extends SharedOptions {
  readonly home?: string;
  readonly port?: string;
  readonly aws?: boolean;
  readonly stack: string;
}

const BYTES_PER_MB = 1024 * 1024;

export function doctorCommand(): Command {
  return withStack(new Command('doctor'))
    .description(
      'look at what a stack needs, on this machine or in an AWS account, and say what mends what is wrong; changes nothing; exit code 1 if something is wrong',
    )
    .option('--home <directory>', 'the home to look at (default: HOWSHIP_HOME, else .howship)')
    .option('--port <number>', 'a port that is to be free')
    .option('--aws', 'look at a deployed stack instead, with your AWS credentials and region')
    .option('--stack <name>', 'the name of the deployed stack', 'Howship')
    .action(async (options: DoctorOptions) => {
      const looks = [
        nodeLook(process.version),
        ...(options.aws === true ? await looksAtDeployment(options) : await looksAtMachine(options)),
      ];
      const { out, say } = processTerminal();
      if (options.json === true) out(`${JSON.stringify({ looks })}\n`);
      else say(looksText(looks));
      process.exitCode = looks.some(({ verdict }) => verdict === 'WRONG') ? 1 : 0;
    });
}

async function looksAtMachine(options: DoctorOptions): Promise<Look[]> {
  const home = homeOf(process.env, options.home);
  const looks = await looksAtHome(home, options.port);
  const api = await looksAtServing(options, home, looks);
  return [memoryLook(availableMemory() / BYTES_PER_MB), ...looks, api];
}

const LOOK = fileURLToPath(new URL('../../../cdk/local/look.ts', import.meta.url));
const saidSchema = z.union([
  z.object({ looks: z.array(lookSchema) }),
  z.object({ code: z.string(), message: z.string() }),
]);

/** By the code of the local stack itself, in a process of its own: its sentences are those of a start. */
function looksAtHome(home: string, port?: string): Promise<Look[]> {
  const argv = [LOOK, '--home', home, ...(port === undefined ? [] : ['--port', port])];
  return new Promise((looked, failed) => {
    execFile(process.execPath, argv, (error, out, err) => {
      const said = saidSchema.safeParse(jsonOf(out)).data;
      if (said !== undefined && 'looks' in said) looked(said.looks);
      else if (said !== undefined) failed(new CliFailure(said.code, said.message));
      else
        failed(new CliFailure('doctor.failed', `${home} could not be looked at: ${err || error?.message}`));
    });
  });
}

async function looksAtDeployment(options: DoctorOptions): Promise<Look[]> {
  const { deploymentFacts } = await import('../../../shared/aws/deployment-facts.ts');
  const api = isNamed(options)
    ? await apiLook(await connectionOf(options, process.env))
    : apiNotLookedAt(
        'no address of the API is known',
        'give the Url that the deployment printed: --url, or HOWSHIP_URL',
      );
  return [api, ...deploymentLooks(await deploymentFacts(options.stack))];
}

/** Of the stack that is named, else of the one that serves the home. */
async function looksAtServing(options: DoctorOptions, home: string, looks: readonly Look[]): Promise<Look> {
  if (!isNamed(options)) {
    if (looks.some(({ verdict }) => verdict === 'WRONG'))
      return apiNotLookedAt('what is wrong above comes first', 'mend that, and look again');
    if ((await readStackFile(home)) === null)
      return apiNotLookedAt(`no stack serves ${home}`, `start one: ${typedCommand('up')}`);
  }
  return apiLook(await connectionOf(options, { ...process.env, HOWSHIP_HOME: home }));
}

function isNamed({ url = process.env.HOWSHIP_URL }: DoctorOptions): boolean {
  return url !== undefined && url !== '';
}
