/**
 * English forms that no suffix rule brings together, of verbs and of other words; each line is the base form and its others.
 * Left out is what is more often another word: lives, leaves, rose, bit, lay.
 */
const VERBS = `
be am are is was were been being
have has had having
do does did done doing
go goes went gone going
get gets got gotten getting
make made
take took taken
come came
see saw seen
know knew known
give gave given
find found
think thought
tell told
become became
leave left
feel felt
bring brought
begin began begun
keep kept
hold held
write wrote written
stand stood
hear heard
mean meant
meet met
run ran
pay paid
sit sat
speak spoke spoken
lead led
grow grew grown
lose lost
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
drive drove driven
buy bought
wear wore worn
choose chose chosen
eat ate eaten
teach taught
catch caught
sell sold
fight fought
win won
throw threw thrown
sing sang sung
swim swam swum
drink drank drunk
fly flew flown
sleep slept
wake woke woken
ride rode ridden
rise risen
forget forgot forgotten
hide hid hidden
steal stole stolen
shake shook shaken
show shown
ring rang rung
sink sank sunk
lie lain
say said
seek sought
shoot shot
sweep swept
weep wept
bend bent
lend lent
bite bitten
blow blew blown
dig dug
feed fed
freeze froze frozen
hang hung
stick stuck
strike struck
swear swore sworn
tear tore torn
bind bound
bleed bled
breed bred
deal dealt
dream dreamt
learn learnt
burn burnt
kneel knelt
light lit
shine shone
slide slid
spin spun
`;

const OTHERS = `
child children
person people
man men
woman women
mouse mice
foot feet
tooth teeth
goose geese
wife wives
knife knives
half halves
wolf wolves
shelf shelves
thief thieves
mother mom mum mommy mummy moms mums
father dad daddy dads
grandmother grandma granny nana
grandfather grandpa
good better best
bad worse worst
photo photograph pic pics photos photographs
bike bicycle bikes bicycles
tv television
phone telephone
movie film movies films
allergy allergic
`;

/** A folded form → its base form. */
export const irregularForms: ReadonlyMap<string, string> = formsIn(VERBS + OTHERS);

/** Verbs of every day whose forms suffix rules bring together. */
const REGULAR_VERBS = `live work play like love want use call start move visit try need help ask turn plan stay wait talk
  look watch walk change open close happen finish end enjoy prefer hate join stop carry pass travel name add keep seem
  include follow show put set let agree decide arrive return cook clean wash order receive borrow collect share`;

/** In their base form: what somebody does tells of no thing by itself. */
export const everydayVerbs: ReadonlySet<string> = new Set([
  ...formsIn(VERBS).values(),
  ...REGULAR_VERBS.split(/\s+/),
]);

function formsIn(lines: string): Map<string, string> {
  return new Map(
    lines
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const [base = '', ...others] = line.split(' ');
        return others.map((other): [string, string] => [other, base]);
      }),
  );
}
