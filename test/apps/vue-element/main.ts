import { createApp, ref } from 'vue';
import '../../../src/element.ts';
import type { ConsentEvent, ConsentOutcome } from '../../../src/index.ts';

const query = new URLSearchParams(location.search);

const app = createApp({
  setup() {
    const outcome = ref<ConsentOutcome>();
    const steps = ref<string[]>([]);
    return {
      mode: query.get('mode'),
      session: () => fetch(`/session?${query}`, { method: 'POST' }),
      options: { ui: { theme: 'dark' } },
      agreed: ref(false),
      outcome,
      steps,
      end({ detail }: CustomEvent<ConsentOutcome>) {
        outcome.value = detail;
      },
      note({ detail }: CustomEvent<ConsentEvent>) {
        steps.value.push(detail.type);
      },
    };
  },
  template: `
    <label><input type="checkbox" v-model="agreed"> agree</label>
    <open-consent
      v-if="outcome?.status !== 'success'"
      class="bank"
      :mode="mode"
      :disabled="!agreed"
      :session="session"
      :options="options"
      @consent-success="end"
      @consent-cancel="end"
      @consent-event="note"
    >Connect your bank</open-consent>
    <output>{{ outcome?.status }}</output>
    <pre>{{ steps.join(' ') }}</pre>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag === 'open-consent';
app.mount('#app');
