import { type Command, CommanderError } from 'commander';
import { ListRefusal, placeOf } from '../../shared/domain/list-refusal.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { countText, groupedText } from '../../shared/domain/words/count.ts';
import { asDiskFailure } from './files/disk-failure.ts';
import { howship } from './program.ts';
import { CliFailure, type Finding } from './stack/failure.ts';
import { processTerminal } from './stack/terminal.ts';

// Whoever read our output may have seen enough (`| head`): what is begun is still ended in order.
process.stdout.on('error', (error) => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});

/** Runs a command line to its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  const isForPrograms = argv.includes('--json');
  const program = howship();
  if (isForPrograms) silenceUsage(program);
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (thrown) {
    const error = asDiskFailure(thrown);
    // Commander ends so after --help and --version.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (isForPrograms) process.stderr.write(`${JSON.stringify(problemOf(error))}\n`);
    else processTerminal().note(sentenceOf(error));
    return error instanceof CommanderError ? 2 : 1;
  }
}

/** Programs get one problem, not the help that people get where a command is missing. */
function silenceUsage(command: Command): void {
  command.configureOutput({ writeErr: () => {} });
  for (const one of command.commands) silenceUsage(one);
}

/** Of what is refused here, before it is sent, and of what the stack refuses: people see one layout. */
function findingsOf(error: unknown): readonly Finding[] {
  if (error instanceof CliFailure) return error.findings;
  return error instanceof ListRefusal ? error.problems : [];
}

/** A parameter of the question as it is typed; several of a command are named alike. */
const typedField = (field: string): string => field.replace(/^query\./, '');

function sentenceOf(error: unknown): string {
  const findings = findingsOf(error);
  if ((error instanceof CliFailure || error instanceof ListRefusal) && findings.length > 0) {
    const lines = findings.map(({ field, message, line = null }) => {
      const place = placeOf({ field: typedField(field), line });
      return `${place === '' ? '' : `${place}: `}${message}`;
    });
    if (error.found === 1 && lines.length === 1) return `howship: ${lines[0]} (${error.code})\n`;
    const rest = error.found - findings.length;
    const all = [...lines, ...(rest > 0 ? [`and ${groupedText(rest)} more`] : [])];
    const listed = all.map((line) => `  ${line}\n`).join('');
    return `howship: ${countText(error.found, 'problem')} (${error.code})\n${listed}`;
  }
  if (error instanceof CliFailure || error instanceof Refusal)
    return `howship: ${error.message} (${error.code})\n`;
  // Help was shown in place of a command that is missing.
  if (error instanceof CommanderError)
    return error.code === 'commander.help' ? '' : `howship: ${error.message} (usage)\n`;
  return `howship failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

function problemOf(error: unknown): object {
  if (error instanceof CliFailure || error instanceof ListRefusal) {
    const { code, message, found } = error;
    const findings = findingsOf(error);
    return {
      ...{ code, detail: message },
      ...(error instanceof ListRefusal && error.place),
      ...(findings.length > 0 && { problems: findings }),
      ...(found > findings.length && { problemsFound: found }),
    };
  }
  if (error instanceof CommanderError) {
    const detail = error.code === 'commander.help' ? 'expected a command, got none' : error.message;
    return { code: 'usage', detail };
  }
  if (error instanceof Refusal) return { code: error.code, detail: error.message, ...error.place };
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
