import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

/** How far a file has come: not announced, on its way, or whole on the stack. */
export type UploadStage =
  | { readonly at: 'READING' }
  | { readonly at: 'SENDING'; readonly id: string; readonly isInParts: boolean }
  | { readonly at: 'SENT'; readonly id: string };

interface Interrupted {
  readonly fileName: string;
  readonly experiment: string;
  readonly stage: UploadStage;
  readonly isDryRun: boolean;
}

/** What an upload that ended early leaves behind, and how it goes on: every end is safe. */
export function uploadLeftText({ fileName, experiment, stage, isDryRun }: Interrupted): string {
  if (isDryRun) return `It was a dry run: nothing of ${fileName} is taken in. Run the same command again.`;
  if (stage.at === 'READING') return `Nothing of ${fileName} was sent. Run the same command again.`;
  if (stage.at === 'SENT') {
    const see = typedCommand(`receipt ${stage.id} -e ${experiment}`);
    return `${fileName} (${stage.id}) is whole on the stack, which takes it in without this command. To see how it went: ${see}`;
  }
  const again = stage.isInParts
    ? 'The parts that arrived are kept: run the same command again, and it sends the others.'
    : 'Run the same command again: it sends the file anew.';
  return `${fileName} (${stage.id}) has not arrived whole: none of it counts, and nothing else is touched. ${again}`;
}
