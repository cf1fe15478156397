# The worked case: every command that builds it, as an analyst would type them.
#
# The claims are real: each `--note` is our own summary of what the source at `--source-url`
# reported, no quotation; most are known second-hand. They disagree, and the case shows
# that instead of settling it. The PICTURES are not real: they are rendered stand-ins, and
# every channel, account, date and verdict about a picture is invented, since the pictures
# of the event belong to others and many show the dead.
#
# `build.py` runs these lines one after another in the repository's folder, with CASE,
# KEYS and LIBRARY set to new folders. Any of them can be typed by hand as it stands.

# ---- A library of earlier pictures: the stand-ins', and one more of 2013

verify reference import reference_images/standins/manifest.csv --library "$LIBRARY" --copy
verify reference add cases/tinzaouaten-2024/earlier/patrol-red-track.jpg \
  --library "$LIBRARY" --copy --title "A patrol halted on a red track" \
  --url https://gazette.example.org/patrol-red-track \
  --archive-url https://archive.example.org/patrol-red-track --dated-by archive \
  --published-at 2013-01-21T08:00:00Z --publisher "Stand-in Gazette" \
  --captured-at 2013-01-20 --depicts "patrol on a red track" --place 14.2500,-5.9900 \
  --licence CC0-1.0 \
  --note "Rendered stand-in: the place, the publisher and the event are invented."

# ---- Three people, each with a key of their own

verify key new "$KEYS/custodian-1.key" --no-passphrase --as custodian-1
verify key new "$KEYS/analyst-1.key" --no-passphrase --as analyst-1
verify key new "$KEYS/analyst-2.key" --no-passphrase --as analyst-2

# ---- The incident, its spellings, and places that sources dispute

export VERIFY_ACTOR=custodian-1
verify case new "$CASE" --title "Tinzaouaten, 25-27 July 2024" \
  --role collector --key "$KEYS/custodian-1.key" \
  --time 2024-07-25..2024-07-27 --name Tinzaouaten --name "Tinzaouatène" \
  --name "Tinzawatène" --name "Tin Zaouatine" --name Tinzahuaten --name Tin-Zautin \
  --name "تين زاوتين" --name "تين ظواتين" --name "Тинзауатен" --name "ⵜⵉⵏⵣⴰⵡⴰⵜⴰⵏ" \
  --place "Town of Tinzaouaten=19.9486,2.9678,2 @a mirror of Wikipedia" \
  --place "Battle, one point=19.9433,2.7019,10 @an English encyclopaedia" \
  --place "Battle, another point=19.9628,2.8828,10 @a French encyclopaedia" \
  --place "Kidal, where a helicopter came down=18.4411,1.4078,5 @FAMa and CSP" \
  --place "Tamassahart valley" --place "Tin-Gamira mountains" \
  --place "Intaghaghite valley" \
  --description "A convoy of the Malian army and Wagner was attacked near the Algerian border. Not to be confused with the fighting of February 2012, the convoy of October 2024 or the ambush of 1 August 2025 near the same town; an Algerian town of nearly the same name lies across the border."
verify case enrol "$CASE" analyst-1 --role analyst --role reviewer \
  --key "$KEYS/analyst-1.key"
verify case enrol "$CASE" analyst-2 --role analyst --role reviewer \
  --key "$KEYS/analyst-2.key"
verify case new "$CASE" --another --title "\"French helicopter\" rumour, August 2025" \
  --time 2025-08 \
  --name "French helicopter shot down" \
  --description "A picture of July 2024 came back a year later as a French helicopter. See https://www.studiotamani.org/?p=192451"
# ---- The claims: who says what. After @ the side that lost it, and whose it was said to be.

export VERIFY_ACTOR=analyst-1
verify case claim "$CASE" FAMa admitted --made-at 2024-07-26 \
  --count "2 armoured @Mali and Wagner" --count "2 pickup @Mali and Wagner" \
  --note "Provisional: two armoured vehicles and two pick-ups of its own out of action; two dead, ten hurt." \
  --source-url https://bamada.net/tinzaouatene-larmee-a-loffensive
verify case claim "$CASE" FAMa admitted --made-at 2024-07-27 \
  --count "1 mi-24 @Mali and Wagner/FAMa damaged" \
  --note "A Mi-24 had technical trouble soon after take-off on a routine flight and made an emergency landing in a yard in Kidal: damaged, nobody hurt." \
  --source-url https://orbiteinfo.com/kidal-un-helicoptere-de-type-mi-24-endommage
verify case claim "$CASE" FAMa admitted --made-at 2024-07-29 \
  --note "Heavy losses admitted, without figures." \
  --source-url https://westafricaweekly.com/al-qaeda-affiliate-claims-killing-50-russian-wagner-fighters-10-malian-soldiers-in-ambush
verify case claim "$CASE" CSP claimed --made-at 2024-07-26..2024-07-27 \
  --count "some armoured @Mali and Wagner captured" \
  --count "some truck @Mali and Wagner captured" \
  --count "some tanker @Mali and Wagner captured" \
  --count "1 helicopter @Mali and Wagner damaged,destroyed" \
  --note "Armoured vehicles, lorries and tankers seized; a helicopter damaged, which then crashed in Kidal." \
  --source-url https://news.online.ua/en/in-mali-tuareg-rebels-eliminated-dozens-of-mercenaries-of-the-wagner-pmc-882599/
verify case claim "$CASE" CSP claimed --made-at 2024-07-28 \
  --count "some weapon @Mali and Wagner" --count "some vehicle @Mali and Wagner" \
  --note "Heavy weapons and vehicles taken or destroyed; own losses seven killed and twelve hurt." \
  --source-url https://essaha.net/node/19720
verify case claim "$CASE" CSP claimed --made-at 2024-08-01 \
  --count "5 armoured @Mali and Wagner captured" \
  --count "some armoured @Mali and Wagner destroyed" \
  --count "5 pickup @Mali and Wagner captured" \
  --count "1 tanker @Mali and Wagner captured" \
  --count "1 troop-truck @Mali and Wagner captured" \
  --count "some truck @Mali and Wagner destroyed" \
  --count "28 weapon @Mali and Wagner captured" \
  --note "In good order: five armoured vehicles, five 4x4 pick-ups (one an ambulance), one tanker, one troop lorry; 28 heavy or crew-served weapons. The same text speaks of charred bodies inside armoured vehicles and lorries." \
  --source-url https://ivoireinfotv.com/mali-tout-sur-le-nombre-de-morts-a-tinzawaten-le-mali-de-vouloir-faire-main-basse-sur-les-richesses-de-lazawad
verify case claim "$CASE" CSP claimed \
  --note "Later: nine of its own killed, seven prisoners. No equipment." \
  --source-url "https://wikimili.com/en/Battle_of_Tinzaouaten_(2024)"
verify case claim "$CASE" JNIM claimed --made-at 2024-07-27..2024-07-28 \
  --count "all vehicle @Mali and Wagner destroyed" \
  --note "A complex ambush south of the town; all vehicles destroyed; 50 Russians and 10 Malians killed (translation by SITE)." \
  --source-url https://24heureinfo.com/afrique/mali-des-morts-dans-une-embuscade-contre-wagner-et-les-fama
verify case claim "$CASE" Wagner admitted --made-at 2024-07-29 \
  --count "1 helicopter @Mali and Wagner/Wagner destroyed" \
  --count "1 helicopter @Mali and Wagner/Wagner damaged" \
  --note "A Mi-8 and a Mi-24 were sent; one was shot down, one came back after an emergency landing." \
  --source-url https://dzen.ru/a/ZrCyNhJirVnemy30 \
  --publisher "Unloading Wagner, as digested"
verify case claim "$CASE" "Russian channels" admitted --made-at 2024-07-27..2024-07-28 \
  --count "1 mi-24 @Mali and Wagner/Wagner destroyed" \
  --note "A Mi-24 of Wagner shot down by fire from the ground." \
  --source-url https://pledgetimes.com/wagner-pmc-helicopter-shot-down-in-africa/
verify case claim "$CASE" "Military Africa" claimed --made-at 2024-07 \
  --count "1 mi-24 @Mali and Wagner destroyed" --count "1 mi-8 @Mali and Wagner destroyed" \
  --note "Two helicopters, a Mi-24 and a Mi-8 with a Russian crew, hit by heavy machine guns." \
  --source-url https://military.africa/2024/07/rebels-shoot-down-malian-mi-24-hind-helicopter-in-ambush/
verify case claim "$CASE" "Army Recognition" claimed --made-at 2024-07 \
  --count ">=1 norinco-vp11 @Mali and Wagner captured" \
  --note "At least one VP11 captured, seen in pictures of the rebels." \
  --source-url https://armyrecognition.com/news/army-news/army-news-2024/tuareg-rebels-capture-chinese-norinco-vp11-mrap-in-combat-against-wagner-forces-in-mali
verify case claim "$CASE" "New York Times" claimed --made-at 2024 \
  --note "Exact places of the fights from imagery; 46 or more Wagner and 24 or more FAMa dead. No equipment." \
  --source-url https://babel.ua/en/news/112245-nyt-rebels-in-mali-trapped-and-killed-dozens-of-the-pmc-wagner-mercenaries-this-undermined-the-reputation-of-local-militants
verify case claim "$CASE" Reuters claimed --made-at 2024-09 \
  --note "23 missing and two captured, by faces and families. No equipment." \
  --source-url https://reuters.screenocean.com/record/1847536/media_id/1631977
verify case claim "$CASE" "Militant Wire" claimed --made-at 2024-07-30 \
  --count "1 helicopter @Mali and Wagner destroyed" --repeats C4 \
  --note "First analysis, secondary: a helicopter of the Mil Mi series destroyed when it crashed under fire. Taken to go back to C4." \
  --publisher "Militant Wire, 30 July 2024"
verify case claim "$CASE" "Militant Wire" claimed --made-at 2024-07-30 \
  --count "some norinco-vp11 @Mali and Wagner" \
  --note "First analysis, secondary: multiple Norinco VP11 captured or destroyed. No source found supports more than one." \
  --publisher "Militant Wire, 30 July 2024"

# ---- Order of battle: what took part bounds what can be lost.

verify case claim "$CASE" "French encyclopaedia" present \
  --count "24 vehicle @Mali and Wagner" --count "6 armoured @Mali and Wagner" \
  --count "6 motorcycle @Mali and Wagner" \
  --note "A convoy of 24 vehicles, six of them armoured, and six motorcycles." \
  --source-url "https://kampuspedia.com/fr/Bataille_de_Tinzawat%C3%A8ne_(2024)"
verify case claim "$CASE" "African Initiative" present --made-at 2024-07 \
  --count "~30 vehicle @Mali and Wagner" \
  --note "A convoy of about 30 vehicles, ambushed on 26 July." \
  --source-url https://afrinz.ru/ar/2024/07/al-kaida-vzyala-otvetstvennost-za-napadenie-na-kolonnu-voennyh-rf-i-mali/

# ---- Losses: one physical vehicle or aircraft each.

verify case loss "$CASE" --type mi-24 --operator "FAMa (Wagner, according to C9 and C10)" \
  --side "Mali and Wagner" --place 18.4411,1.4078,5 --claim C2 --claim C4 --claim C9 \
  --claim C10 --claim C11 --claim C15 \
  --note "Hit at Tinzaouaten according to CSP, trouble at take-off in Kidal according to FAMa: 234 km lie between the two."
verify case loss "$CASE" --type mi-8 --side "Mali and Wagner" --claim C11 \
  --note "No picture of a Mi-8 was found. C9 speaks of a second helicopter without saying which of the two came back."
verify case loss "$CASE" --type norinco-vp11 --operator FAMa --side "Mali and Wagner" \
  --place 19.9486,2.9678,20 --claim C6 --claim C12 --claim C16 \
  --note "Taken to be one of the five armoured vehicles of C6."
verify case loss "$CASE" --type armoured --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type armoured --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type armoured --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type armoured --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type pickup --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type pickup --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type pickup --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type pickup --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type ambulance --side "Mali and Wagner" --claim C6 \
  --note "One of the five pick-ups of C6, an ambulance."
verify case loss "$CASE" --type tanker --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type troop-truck --side "Mali and Wagner" --claim C6
verify case loss "$CASE" --type armoured --side "Mali and Wagner" --claim C1 \
  --note "May be one of those that CSP says it captured."
verify case loss "$CASE" --type armoured --side "Mali and Wagner" --claim C1 \
  --note "May be one of those that CSP says it captured."
verify case loss "$CASE" --type pickup --side "Mali and Wagner" --claim C1 \
  --note "May be one of those that CSP says it captured."
verify case loss "$CASE" --type pickup --side "Mali and Wagner" --claim C1 \
  --note "May be one of those that CSP says it captured."

# ---- The pictures: rendered stand-ins; channels and dates are invented. The context of
# each is the script that rendered it. Each is examined against the library, and against
# the pictures that the case holds already.

export VERIFY_ACTOR=custodian-1
verify case add "$CASE" reference_images/standins/suspects/new-helicopter-yard.jpg \
  --custodian "Stand-in reader" --why-missing "A camera file, posted nowhere." \
  --collected-at 2024-08-05 --collector custodian-1 --method "sent by the custodian as a file" \
  --context benchmarks/standins/make_suspects.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. The camera file, sent directly."
verify case add "$CASE" cases/tinzaouaten-2024/pictures/yard-channel-a.jpg \
  --source-url https://channel-a.example.org/1 --platform telegram \
  --posted-at 2024-07-29T07:12Z --collected-at 2024-08-05 --collector custodian-1 --method "saved from the browser" \
  --context benchmarks/standins/make_case.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. The same picture in a channel."
verify case add "$CASE" cases/tinzaouaten-2024/pictures/yard-channel-b.jpg \
  --source-url https://channel-b.example.org/7 --platform x \
  --posted-at 2024-07-29T11:40Z --collected-at 2024-08-05 --collector custodian-1 --method "saved from the browser" \
  --context benchmarks/standins/make_case.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. Cropped by a second channel."
verify case add "$CASE" reference_images/standins/suspects/new-vehicle-wadi.jpg \
  --custodian "Stand-in reader" --why-missing "A camera file, posted nowhere." \
  --collected-at 2024-08-05 --collector custodian-1 --method "sent by the custodian as a file" \
  --context benchmarks/standins/make_suspects.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. The camera file, sent directly."
verify case add "$CASE" cases/tinzaouaten-2024/pictures/wadi-channel-c.jpg \
  --source-url https://channel-c.example.org/3 --platform facebook \
  --posted-at 2024-07-30 --collected-at 2024-08-05 --collector custodian-1 --method "saved from the browser" \
  --context benchmarks/standins/make_case.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. The same picture in a channel."
verify case add "$CASE" reference_images/standins/suspects/crop-of-wreck.jpg \
  --source-url https://channel-d.example.org/12 --platform x \
  --posted-at 2024-07-28T16:20Z --collected-at 2024-08-05 --collector custodian-1 --method "saved from the browser" \
  --context benchmarks/standins/make_suspects.py --kind other --library "$LIBRARY" \
  --graphic --post-text "(Invented.) The helicopter that they lost at Tinzaouaten." \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. Flagged graphic to show how such a picture is treated; nothing in it is."
verify case add "$CASE" cases/tinzaouaten-2024/pictures/graphic-of-2013.jpg \
  --source-url https://stand-in-post.example.org/losses --platform x \
  --posted-at 2024-07-29T18:00Z --collected-at 2024-08-05 --collector custodian-1 --method "saved from the browser" \
  --context benchmarks/standins/make_case.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. A social graphic of an invented newspaper."
verify case add "$CASE" reference_images/standins/suspects/collage-two-panels.jpg \
  --custodian "Another stand-in reader" --platform whatsapp \
  --posted-at 2024-07-31T06:00Z --collected-at 2024-08-05 --collector custodian-1 \
  --method "forwarded by a reader" \
  --context benchmarks/standins/make_suspects.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. Two vehicles said to have been taken the same day."
verify case add "$CASE" cases/tinzaouaten-2024/pictures/reuse-2025.jpg \
  --incident I2 --source-url https://channel-e.example.org/55 --platform facebook \
  --posted-at 2025-08-18T10:30Z --collected-at 2025-08-19 --collector custodian-1 \
  --method "saved from the browser" \
  --context benchmarks/standins/make_case.py --kind other --library "$LIBRARY" \
  --note "Rendered stand-in; the channel, the date and this acquisition are invented. Offered as a French helicopter shot down in August 2025."
verify case correct "$CASE" A5 --set posted_at=2024-07-30T09:05Z \
  --reason "The hour was read in the post's own page later. (Exercise.)"

# ---- What a picture shows of which loss, with the region; then the losses' condition.

export VERIFY_ACTOR=analyst-1
verify case link "$CASE" E1 L1 --region 0.1,0.2,0.99,0.66 \
  --reason "A helicopter of the Mi-24 family set down between mud-brick walls, nose to the left, main rotor complete, tail rotor bent." \
  --against "The picture shows no marking that names its owner, and no cause; it supports damage at most."
verify case link "$CASE" E4 L3 --region 0.3,0.14,0.72,0.83 \
  --reason "A closed 4x4 with a V-shaped hull and a spare wheel on its right side, upright, apparently in order." \
  --against "The place is stated by the file alone; who holds the vehicle cannot be seen."
verify case link "$CASE" E6 L1 --reason "Offered as the helicopter of Tinzaouaten." \
  --against "It is a part of a picture of November 2021 from elsewhere."
verify case status "$CASE" L1 damaged --time 2024-07-26..2024-07-27 \
  --place 18.4411,1.4078,5 --claim C2 --evidence E1 \
  --reason "What the picture shows; cause not verified."
verify case status "$CASE" L3 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6 --claim C12 --evidence E4
verify case status "$CASE" L4 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L5 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L6 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L7 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L8 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L9 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L10 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L11 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L12 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L13 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6
verify case status "$CASE" L14 captured --time 2024-07-25..2024-07-27 --holder CSP \
  --claim C6

# ---- The same vehicle? Copies that the program finds count once without being asked; of
# parts it asks, once for all copies.

verify case same "$CASE" E1 E3 same --reason "One picture, cropped by the second channel." \
  --markings "None readable in either." \
  --damage "The same bent tail rotor and the same sheets on the ground." \
  --surroundings "The same walls."
verify case same "$CASE" E4 E8 same --region 0.3,0.14,0.72,0.83 --region 0.65,0.14,0.86,0.83 \
  --reason "The collage's right panel is E4; its left panel is another vehicle." \
  --markings "None readable in either." --surroundings "The same wadi."
verify case same "$CASE" L3 L15 cannot_tell \
  --reason "FAMa gives no type for its two armoured vehicles; one of them may be the vehicle in the picture."
verify case same "$CASE" L1 L2 different \
  --reason "A Mi-24 and a Mi-8 are different aircraft; whether there were two at all is disputed."

# ---- Look-ups elsewhere: invented, since the exercise has no network.

verify case search "$CASE" "Stand-in reverse image search" nothing_found --about E1 \
  --at 2024-08-05T09:00Z --query "The whole picture, its left half, and both mirrored." \
  --note "Invented: the exercise has no network."
verify case search "$CASE" "Stand-in reverse image search" nothing_found --about E4 \
  --at 2024-08-05T09:20Z --query "The whole picture and the vehicle cut out." \
  --note Invented.
verify case search "$CASE" "A colleague who keeps lists of losses" nothing_found \
  --about L2 --at 2024-08-06 \
  --result "No picture of a Mi-8 of this event is known to them." --note Invented.

# ---- Verdicts, each with its examination, its reason and what speaks against it.

verify case verdict "$CASE" E1 provenance probable --rests-on X1 \
  --reason "The camera file came from the custodian; two channels posted reduced copies later. (Exercise.)" \
  --against "Nobody else saw the camera."
verify case verdict "$CASE" E1 source possible --rests-on X1 \
  --reason "The custodian is known to the analyst. (Exercise.)" \
  --against "One source only."
verify case verdict "$CASE" E1 date probable --rests-on X1 --rests-on S1 \
  --reason "Nothing earlier was found, and the file says 26 July 2024. (Exercise.)" \
  --against "A file time can be set by hand."
verify case verdict "$CASE" E1 place probable --rests-on X1 \
  --reason "The file states a point in Kidal, and walls and yard fit the description. (Exercise.)" \
  --against "No landmark; a position can be set by hand."
verify case verdict "$CASE" E1 subject confirmed --rests-on X1 \
  --reason "Cockpit, stub wings and tail are those of the Mi-24 family. (Exercise.)" \
  --against "The variant cannot be told."
verify case verdict "$CASE" E4 date probable --rests-on X4 --rests-on S2 \
  --reason "Nothing earlier was found, and the file says 27 July 2024. (Exercise.)" \
  --against "A file time can be set by hand."
verify case verdict "$CASE" E4 subject probable --rests-on X4 \
  --reason "A closed MRAP; not the open CS/VP11 Lynx. (Exercise.)" \
  --against "The maker is inferred from the shape."
verify case verdict "$CASE" E6 date refuted --rests-on X6 \
  --reason "Published in November 2021, before the event. (Exercise.)" \
  --against "Rests on the date of one archive capture."
verify case verdict "$CASE" E7 date refuted --rests-on X7 \
  --reason "The picture behind the graphic was published in January 2013. (Exercise.)" \
  --against "Rests on one publication."
verify case verdict "$CASE" E8 date refuted --rests-on X8 \
  --reason "Its left panel was published in 2019; its right one is E4. (Exercise.)" \
  --against "The right panel is of the event, as E4 may be."
export VERIFY_ACTOR=analyst-2
verify case verdict "$CASE" E9 date refuted --rests-on X9 --rests-on E2 --incident I2 \
  --reason "Posted as E2 on 29 July 2024, a year before the rumour. (Exercise.)" \
  --against "None known."

# ---- Review by the other analyst. Where they disagree, both stay on record.

verify case review "$CASE" V1 agrees --reason "The copies are smaller, as platforms make them. (Exercise.)"
verify case review "$CASE" V2 agrees --reason "One source, rightly called no more than possible. (Exercise.)"
verify case review "$CASE" V3 agrees --reason "Searched the two posts myself; none is older than 29 July. (Exercise.)"
verify case review "$CASE" V4 disagrees --reason "Such yards stand in many towns, and the position may be typed in. (Exercise.)"
verify case review "$CASE" V5 agrees --reason "The stub wings settle it. (Exercise.)"
verify case review "$CASE" V6 agrees --reason "Nothing older among the copies. (Exercise.)"
verify case review "$CASE" V7 agrees --reason "The roof is closed all round. (Exercise.)"
verify case review "$CASE" V8 agrees --reason "The tail boom in the older picture is the same, rivet by rivet. (Exercise.)"
verify case review "$CASE" V9 agrees --reason "The patrol and its track are those of 2013. (Exercise.)"
verify case review "$CASE" V10 agrees --reason "Looked at both panels beside the older picture and E4. (Exercise.)"
verify case dispute "$CASE" K2 \
  --reason "Could it be a CS/VP11 Lynx, delivered in the same batches? (Exercise.)"
export VERIFY_ACTOR=analyst-1
verify case review "$CASE" V11 agrees --reason "Walls, shadows and sheets on the ground are the same; the banner is new. (Exercise.)"
verify case dispute "$CASE" D1 rejected \
  --reason "The Lynx is open and has no doors; this hull is closed. (Exercise.)"
verify case verdict "$CASE" E1 place possible --rests-on X1 \
  --reason "Taken back by a grade after the review: the file states a point in Kidal. (Exercise.)" \
  --against "No landmark; such yards stand in many towns."
export VERIFY_ACTOR=analyst-2
verify case review "$CASE" V12 agrees --reason "So much can be said. (Exercise.)"

# ---- Each signs their own lines; then the custodian closes the case.

verify seal "$CASE" --as custodian-1 --key "$KEYS/custodian-1.key"
verify seal "$CASE" --as analyst-1 --key "$KEYS/analyst-1.key"
verify seal "$CASE" --as analyst-2 --key "$KEYS/analyst-2.key"
verify case close "$CASE" --as custodian-1 --reason "An exercise, written down."
