import type { Command } from 'commander';
import { addConfigOptions, ENVIRONMENT } from './config-options.js';
import type { Io } from './io.js';
import { seconds } from './numbers.js';
import { run, type SendOptions } from './send/run.js';
import { KINDS } from './send/what.js';

const MORE = `
Events: ${Object.keys(KINDS).join(', ')}.
The last two go to Kaltura's analytics (trackEvent), the others to the record store.
${ENVIRONMENT}

Examples:
  $ playkit-js-xapi send entryPublish --entry 0_abc --category 21 --user-id john
  $ playkit-js-xapi send entryComment --entry 0_abc --text "Well said" --user-id john --dry-run
  $ playkit-js-xapi send pageLoad --page-type lobby --page-name main-lobby`;

/** `send`: one event of a portal. */
export function addSend(program: Command, io: Io): void {
  addConfigOptions(
    program
      .command('send')
      .summary('send one event of a portal, such as entryPublish')
      .description('Sends one event of a portal: what somebody did beside playing media.')
      .argument('<event>', 'such as entryPublish; see below')
      .option('--user-id <id>', 'who did it: the Kaltura user id')
      .option('--user-name <name>', "the person's name")
      .option('--user-email <address>', "the person's address")
      .option('--entry <id>', "Kaltura's entry id, such as 0_abc")
      .option('--entry-name <name>', "the entry's name")
      .option('--media <kind>', 'video or audio')
      .option('--category <id>', "Kaltura's category id")
      .option('--category-name <name>', "the category's name")
      .option('--category-url <iri>', "the category's page")
      .option('--text <text>', 'of the comment; sent only where the settings allow it')
      .option('--collaborator-id <id>', 'who may edit from now on')
      .option('--collaborator-name <name>', 'the name of that person')
      .option('--collaborator-email <address>', 'the address of that person')
      .option('--app-id <iri>', 'the application that was entered or launched: an absolute IRI')
      .option('--app-name <name>', 'its name')
      .option('--page-type <type>', 'the kind of page, such as lobby')
      .option('--page-name <name>', 'the page')
      .option('--page-value <value>', 'a value of the page')
      .option('--page-info <text>', 'more about the page')
      .option('--button-type <type>', 'the kind of button, such as cta')
      .option('--button-name <name>', 'the button')
      .option('--button-value <value>', 'a value of the button')
      .option('--button-info <text>', 'more about the button')
      .option(
        '--kaltura-application <code>',
        "the application of pages and buttons: Kaltura's number, or a name of your own"
      )
      .option('--kaltura-application-ver <version>', 'its version')
      .option('--feature <name>', 'the part of the application')
      .option('--virtual-event-id <id>', 'the virtual event')
      .option(
        '--playback-context <id>',
        "where it happened; left out: the settings' playbackContext, else their category"
      )
  )
    .option('--dry-run', 'print what would be sent; touch neither the network nor the folder')
    .option('--validate', 'check the statement first, and send none that is not valid')
    .option('--patience <seconds>', 'how long to wait for a destination that cannot be reached', seconds, 10)
    .addHelpText('after', MORE)
    .action((event: string, options: SendOptions) => run(event, options, io));
}
