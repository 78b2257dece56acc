import { CommanderError } from 'commander';
import { Refusal } from '../../shared/domain/refusal.ts';
import { groupedText } from '../../shared/domain/words/count.ts';
import { howship } from './program.ts';
import { CliFailure } from './stack/failure.ts';
import { processTerminal } from './stack/terminal.ts';

// Whoever read our output may have seen enough (`| head`): what is begun is still ended in order.
process.stdout.on('error', (error) => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});

/** Runs a command line to its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    await howship().parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has said what is wrong, and ends with 0 after --help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (argv.includes('--json')) process.stderr.write(`${JSON.stringify(problemOf(error))}\n`);
    else processTerminal().note(sentenceOf(error));
    return 1;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof CliFailure && error.findings.length > 1) {
    const lines = error.findings.map(({ field, message, line }) => {
      const place = [typeof line === 'number' ? `line ${line}` : '', field].filter((part) => part !== '');
      return `  ${place.length === 0 ? '' : `${place.join(', ')}: `}${message}\n`;
    });
    const rest = error.found - error.findings.length;
    const more = rest > 0 ? `  and ${groupedText(rest)} more\n` : '';
    return `howship: ${error.code}, ${groupedText(error.found)} problems\n${lines.join('')}${more}`;
  }
  if (error instanceof CliFailure || error instanceof Refusal)
    return `howship: ${error.message} (${error.code})\n`;
  return `howship failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

function problemOf(error: unknown): object {
  if (error instanceof CliFailure) {
    const { code, message, findings, found } = error;
    return {
      code,
      detail: message,
      ...(findings.length > 0 && { problems: findings }),
      ...(found > findings.length && { problemsFound: found }),
    };
  }
  if (error instanceof Refusal) return { code: error.code, detail: error.message, ...error.place };
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
