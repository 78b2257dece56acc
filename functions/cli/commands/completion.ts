import { Argument, Command } from 'commander';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { processTerminal } from '../stack/terminal.ts';
import { type Completion, completionScript, SHELLS, type Shell } from '../text/completion-script.ts';

export function completionCommand(): Command {
  const command = new Command('completion').description(
    `print a script that makes your shell complete commands and options: source <(${typedCommand('completion bash')})`,
  );
  return command.addArgument(new Argument('<shell>', 'your shell').choices(SHELLS)).action((shell: Shell) => {
    let program = command;
    while (program.parent !== null) program = program.parent;
    processTerminal().out(completionScript(shell, completionsOf(program)));
  });
}

function completionsOf(command: Command, path: readonly string[] = []): Completion[] {
  const options = command.options.flatMap(({ long, description }) =>
    long == null ? [] : [{ word: long, about: description }],
  );
  const commands = command.commands.map((one) => ({ word: one.name(), about: one.description() }));
  const values = command.registeredArguments.flatMap(({ argChoices = [], description }) =>
    argChoices.map((word) => ({ word, about: description })),
  );
  const choices = [...commands, ...values, ...options, { word: '--help', about: 'display help for command' }];
  return [
    { path: path.join(' '), choices },
    ...command.commands.flatMap((one) => completionsOf(one, [...path, one.name()])),
  ];
}
