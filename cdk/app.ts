import { App, type AppProps } from 'aws-cdk-lib';
import { HowshipStack } from './stacks/howship-stack.ts';

interface HowshipAppProps extends AppProps {
  /** Directory of the handlers, instead of the project's own `functions/`. */
  readonly functionsDirectory?: string;
}

/** The whole app: the CDK command line deploys it, the local runner synthesizes the very same one. */
export function howshipApp({ functionsDirectory, ...props }: HowshipAppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  new HowshipStack(app, 'Howship', functionsDirectory === undefined ? {} : { functionsDirectory });
  return app;
}

if (import.meta.main) howshipApp().synth();
