/** The bearer tokens' secret, as the stack made it. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseHolders, type TokensByHolder } from '../runtime/bearer-tokens.ts';
import { environmentValue } from '../runtime/environment.ts';
import { clientSettings } from './client-settings.ts';

/** A function that reads the secret each time it is called. */
export function holderTokens(environment: NodeJS.ProcessEnv = process.env): () => Promise<TokensByHolder> {
  const client = new SecretsManagerClient(clientSettings());
  const secret = environmentValue('tokensSecretArn', environment);
  return async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
    if (SecretString === undefined) throw new Error(`the secret ${secret} holds no text`);
    return parseHolders(SecretString);
  };
}
