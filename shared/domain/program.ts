/** The version of Howship, as package.json has it: answers name the program that computed them. */
export const PROGRAM_VERSION = '0.1.0';
