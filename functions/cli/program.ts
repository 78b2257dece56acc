import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { typedCommand } from '../../shared/domain/words/typed-command.ts';
import { alarmsCommand } from './commands/alarms.ts';
import { anomaliesCommand } from './commands/anomalies.ts';
import { auditCommand } from './commands/audit.ts';
import { channelsCommand } from './commands/channels.ts';
import { compareCommand } from './commands/compare.ts';
import { completenessCommand } from './commands/completeness.ts';
import { completionCommand } from './commands/completion.ts';
import { conductCommand } from './commands/conduct.ts';
import { contactsCommand } from './commands/contacts.ts';
import { costCommand } from './commands/cost.ts';
import { deltasCommand } from './commands/deltas.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eventCommand } from './commands/event.ts';
import { excludeCommand } from './commands/exclude.ts';
import { experimentCommand } from './commands/experiment.ts';
import { exportCommand } from './commands/export.ts';
import { expressionCommand } from './commands/expression.ts';
import { handoverCommand } from './commands/handover.ts';
import { importCommand } from './commands/import.ts';
import { linesCommand } from './commands/lines.ts';
import { literatureCommand } from './commands/literature.ts';
import { messagesCommand } from './commands/messages.ts';
import { noteCommand } from './commands/note.ts';
import { pitsCommand } from './commands/pits.ts';
import { planCommand } from './commands/plan.ts';
import { receiptCommand } from './commands/receipt.ts';
import { redownlinkCommand } from './commands/redownlink.ts';
import { redriveCommand } from './commands/redrive.ts';
import { reportCommand } from './commands/report.ts';
import { rereadCommand } from './commands/reread.ts';
import { routesCommand } from './commands/routes.ts';
import { simulateCommand } from './commands/simulate.ts';
import { sourceCommand } from './commands/source.ts';
import { sqlCommand } from './commands/sql.ts';
import { statusCommand } from './commands/status.ts';
import { telemetryCommand } from './commands/telemetry.ts';
import { tokenCommand } from './commands/token.ts';
import { upCommand } from './commands/up.ts';
import { rebuildCommand, verifyCommand } from './commands/upkeep.ts';
import { uploadCommand } from './commands/upload.ts';
import { withdrawCommand } from './commands/withdraw.ts';
import { optionDescription, refuseRepeats, refuseTwoForms } from './stack/options.ts';
import { processTerminal } from './stack/terminal.ts';
import { explainUsage } from './stack/usage.ts';

/** The command line. Errors of usage are thrown, so that the caller tells them and sets the exit code. */
export function howship(): Command {
  const program = new Command(typedCommand('').trim())
    .description(
      'Flight-versus-ground telemetry: what arrived, how flight differs from ground, what is wrong.',
    )
    .version(packageJson.version, '--version', 'print the version');
  const commands = [
    upCommand(),
    demoCommand(),
    statusCommand(),
    experimentCommand(),
    eventCommand(),
    sourceCommand(),
    uploadCommand(),
    receiptCommand(),
    linesCommand(),
    redriveCommand(),
    withdrawCommand(),
    rereadCommand(),
    verifyCommand(),
    rebuildCommand(),
    telemetryCommand(),
    completenessCommand(),
    contactsCommand(),
    redownlinkCommand(),
    deltasCommand(),
    reportCommand(),
    anomaliesCommand(),
    alarmsCommand(),
    noteCommand(),
    handoverCommand(),
    routesCommand(),
    messagesCommand(),
    channelsCommand(),
    conductCommand(),
    planCommand(),
    compareCommand(),
    pitsCommand(),
    literatureCommand(),
    excludeCommand(),
    expressionCommand(),
    exportCommand(),
    importCommand(),
    sqlCommand(),
    costCommand(),
    doctorCommand(),
    tokenCommand(),
    auditCommand(),
    completionCommand(),
    simulateCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of withSubcommands(program)) {
    refuseRepeats(command);
    refuseTwoForms(command);
    command
      .configureOutput({ writeErr: (text) => processTerminal().note(text), outputError: () => {} })
      .configureHelp({ optionDescription });
    explainUsage(command);
  }
  return program;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
