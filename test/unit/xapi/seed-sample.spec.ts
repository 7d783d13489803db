import { expect } from 'chai';
import { Script } from '../viewing/script.js';
import { statementsOf } from './encode-context.js';

// The user's xAPI analytics guide prints this statement without an object, and with `other` in the wrong place. The
// same facts, in the valid form.
const SAMPLE = {
  actor: {
    objectType: 'Agent',
    name: 'John User',
    account: { name: 'johnuser', homePage: 'https://example.mediaspace.kaltura.com' }
  },
  verb: { id: 'http://activitystrea.ms/schema/1.0/watch', display: { en: 'watched' } },
  progress: 50,
  category: [
    {
      objectType: 'Activity',
      id: 'http://tincan-definitions.kaltura.com/products/mediaspace/1',
      definition: { type: 'http://id.tincanapi.com/activitytype/source' }
    },
    {
      objectType: 'Activity',
      id: 'https://example.mediaspace.kaltura.com/default/channels/view/channelid/21212121',
      definition: { type: 'http://id.tincanapi.com/activitytype/category', name: { en: 'Marketing' } }
    }
  ],
  other: [
    {
      objectType: 'Activity',
      id: 'https://example.mediaspace.kaltura.com',
      definition: { type: 'http://activitystrea.ms/schema/1.0/application', name: { en: 'Kaltura MediaSpace' } }
    }
  ]
};

describe("the guide's sample", () => {
  it('is what a viewer who comes to the middle makes', () => {
    const [, , , half] = statementsOf(new Script({}, false, 100).start().playTo(51), {
      category: { id: '21212121', name: 'Marketing' },
      categoryUrl: '{homePage}/default/channels/view/channelid/{categoryId}'
    });
    expect(half?.actor).to.deep.equal(SAMPLE.actor);
    expect(half?.verb).to.deep.equal(SAMPLE.verb);
    expect(half?.result?.extensions?.['https://w3id.org/xapi/cmi5/result/extensions/progress']).to.equal(
      SAMPLE.progress
    );
    expect(half?.context.contextActivities).to.deep.equal({ category: SAMPLE.category, other: SAMPLE.other });
    expect(half?.object.id).to.equal('https://example.mediaspace.kaltura.com/media/t/0_abc12345');
  });
});
