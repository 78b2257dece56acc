import { App, type AppProps } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../shared/runtime/environment-names.ts';
import { HowshipStack } from './stacks/howship-stack.ts';
import { settingsOf } from './stacks/settings.ts';

interface HowshipAppProps extends AppProps {
  /** Directory of the handlers, instead of the project's own `functions/`. */
  readonly functionsDirectory?: string;
  /** Private addresses and networks that webhooks may be sent to; without them none. */
  readonly privateReceivers?: string;
}

/** The whole app: the CDK command line deploys it, the local runner synthesizes the very same one. */
export function howshipApp({ functionsDirectory, privateReceivers, ...props }: HowshipAppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  const { stackName, ...settings } = settingsOf(app.node);
  new HowshipStack(app, stackName, {
    ...settings,
    ...(functionsDirectory !== undefined && { functionsDirectory }),
    ...(privateReceivers !== undefined && { privateReceivers }),
  });
  return app;
}

if (import.meta.main) {
  const privateReceivers = process.env[ENVIRONMENT.privateReceivers];
  howshipApp(privateReceivers === undefined ? {} : { privateReceivers }).synth();
}
