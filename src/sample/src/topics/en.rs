//! The topics in English.

use super::{COUNT, Topic};

pub(super) const TOPICS: [Topic; COUNT] = [
    Topic {
        title: "The desk does not move",
        tags: ["desk", "motor"],
        body: "Most desks that stand still have lost power or their zero point.\n\n1. Check that both plugs of the mains lead sit firmly, then try another socket without a power strip.\n2. Look under the top: each motor cable must click into the control box.\n3. Unplug the desk for 60 seconds and plug it in again.\n4. Hold the down key for 10 seconds until the display shows RST, and let the desk run to its lowest point.\n\nIf the display stays dark after this, the control box has failed. It is covered for five years: send us the serial number from the label under the top and we ship a new one, which takes ten minutes to change.",
        questions: [
            (
                "Desk stuck",
                "One of our sit-stand desks doesn't move any more, neither up nor down. The display is dark. What can we do?",
            ),
            (
                "Height adjustment dead since this morning",
                "After the weekend a desk no longer reacts to the keys. Nothing happens when I press up.",
            ),
            (
                "Motor not working",
                "The motor of the desk makes no sound at all and the top stays where it is. Is this a case for the warranty?",
            ),
        ],
        answer: "Please unplug the desk for 60 seconds, check that the motor cables click into the control box, then hold the down key for 10 seconds until RST shows. If the display stays dark, send us the serial number and we ship a new control box.",
    },
    Topic {
        title: "Error codes on the desk's display",
        tags: ["desk", "error"],
        body: "| code | meaning | what to do |\n|---|---|---|\n| E01 | overload | take weight off; the limit is 120 kg spread evenly |\n| E04 | legs out of step | reset the desk |\n| E07 | a motor cable is loose | push both cables in until they click |\n| E09 | too hot | wait 18 minutes; the motor may run 2 minutes in 20 |\n| E12 | key pad stuck | unplug the key pad, clean it, plug it in |\n\nA code that comes back after a reset points to a worn part. Tell us the code, the serial number and how often it shows.",
        questions: [
            (
                "E07 on the display",
                "Our desk shows E07 and stops after two centimetres. What does the code mean?",
            ),
            (
                "Error message E01",
                "A desk with two monitors says E01 each time we lift it. Is it too heavy?",
            ),
            (
                "Display shows an error code",
                "Three desks show E04 since we moved them to another floor. How do we get rid of the error?",
            ),
        ],
        answer: "The code tells which part complains: E01 is overload, E04 asks for a reset, E07 is a loose motor cable, E09 heat, E12 the key pad. Please follow the line for your code in the article and tell us whether it comes back.",
    },
    Topic {
        title: "Resetting the control box",
        tags: ["desk", "reset"],
        body: "A reset gives the desk its zero point back. It is needed after a power cut, after moving the desk and when a leg has been changed.\n\n1. Clear the space below the top.\n2. Drive the desk down as far as it goes.\n3. Let go of the key, then hold it for 10 seconds until the display blinks RST.\n4. Hold it on: the desk goes down a little, then up by 5 mm. Let go only then.\n\nPresets are kept. If the legs still stand at different heights, repeat the reset once; if that doesn't help, one leg is blocked.",
        questions: [
            (
                "How do I reset a desk?",
                "We had a power cut and the desk now stops at the wrong height. How does one reset it?",
            ),
            (
                "Legs at different heights",
                "The top of a desk slopes to the left since we carried it to another room. Is there a reset?",
            ),
            (
                "Wrong height shown",
                "The display says 65 cm but the desk stands at 74. How can I set it right?",
            ),
        ],
        answer: "That calls for a reset: drive the desk all the way down, let go, then hold the down key for 10 seconds until RST blinks, and keep holding until the desk has moved up by 5 mm. Presets stay as they are.",
    },
    Topic {
        title: "Saving heights on the key pad",
        tags: ["desk", "presets"],
        body: "The key pad keeps four heights for each desk.\n\n1. Drive the desk to the height you want.\n2. Press M; the display shows S-.\n3. Press 1, 2, 3 or 4 within five seconds.\n\nPress the number twice to go there in one run. To lock the keys (schools, open floors), hold M for five seconds until LOC shows; the same unlocks them. Heights can be limited: drive to the lowest height allowed and hold M and down together, likewise with up for the highest.",
        questions: [
            (
                "Memory keys",
                "How do I store my standing height under key 2?",
            ),
            (
                "Can the keys be locked?",
                "Visitors keep playing with the desks at the reception. Can one lock the key pad?",
            ),
            (
                "Presets",
                "Two people share a desk. Can each of them save a height of their own?",
            ),
        ],
        answer: "Drive to the height, press M and then 1 to 4 within five seconds. Holding M for five seconds locks and unlocks the keys.",
    },
    Topic {
        title: "The desk stops and moves back",
        tags: ["desk", "safety"],
        body: "The desk stops and backs off by 3 cm when it meets resistance. It does so without an obstacle when its sensor is set too fine or something pulls.\n\n- Look for cables that are too short and for a drawer or bin below the top.\n- Check that the desk stands level; turn the feet until it does.\n- Lower the sensitivity: hold 1 and up together for five seconds, choose A1 (fine), A2 or A3 (coarse).\n\nNever switch the sensor off where children or wheelchairs come near the desk.",
        questions: [
            (
                "Desk goes back down by itself",
                "When I raise the desk it stops halfway and moves back a bit, though there is nothing in the way.",
            ),
            (
                "Collision sensor too sensitive",
                "The anti-collision stop triggers all the time. Can it be set coarser?",
            ),
            (
                "Desk reverses",
                "On the way down the desk bounces back before it reaches my height.",
            ),
        ],
        answer: "The collision stop meets some resistance. Please check for short cables, level the feet, and if it still happens set the sensitivity to A2: hold 1 and up for five seconds and choose it.",
    },
    Topic {
        title: "Assembling a sit-stand desk",
        tags: ["desk", "assembly"],
        body: "Two people need about 35 minutes and the hex key in the box.\n\n1. Lay the top face down on its packing.\n2. Pull the frame to the width of the top and tighten the four rail screws by hand.\n3. Screw on the legs (four M6x14 each), then the feet.\n4. Mount the control box between the legs, click in both motor cables and the key pad.\n5. Turn the desk over together, never by one edge.\n6. Level it, plug it in, reset it.\n\nTighten all screws again after two weeks. The drawing with all parts is glued inside the carton.",
        questions: [
            (
                "Assembly instructions",
                "We lost the assembly instructions of the desks. In which order do the parts go together?",
            ),
            (
                "Which screws for the legs?",
                "We are setting up ten desks and are not sure which screws belong to the legs.",
            ),
            (
                "How long does assembly take?",
                "How many people and how much time should we plan for putting up 20 desks?",
            ),
        ],
        answer: "Two people need about 35 minutes a desk. Legs take four M6x14 each; the order of the steps is in the article, and the drawing is glued inside the carton.",
    },
    Topic {
        title: "The chair sinks while sitting",
        tags: ["chair", "gas lift"],
        body: "A chair that sinks under weight has a worn gas lift. It can't be repaired, but it changes without tools in five minutes, and it is covered for five years.\n\n1. Turn the chair over and pull the castor base off with a few taps of a rubber mallet beside the lift.\n2. Twist the old lift out of the seat plate with a pipe wrench.\n3. Push in the new one, put the base on and sit down once.\n\nOrder the lift that suits the user: standard (90 to 110 kg) or heavy (up to 150 kg). Never open or heat a gas lift.",
        questions: [
            (
                "Chair keeps sinking",
                "A task chair slowly goes down while I sit on it. Can this be repaired?",
            ),
            (
                "Gas spring broken",
                "The height of four chairs no longer holds. Do you send gas lifts under the warranty?",
            ),
            (
                "Seat height drops",
                "Our heaviest colleague's chair drops to the lowest position. Is there a stronger lift?",
            ),
        ],
        answer: "The gas lift is worn; it is covered for five years. We send a new one, and it is changed in five minutes without special tools. For users over 110 kg we send the heavy version.",
    },
    Topic {
        title: "Setting a task chair to your body",
        tags: ["chair", "ergonomics"],
        body: "Set the chair from below to above.\n\n1. Seat height: feet flat, knees at a right angle.\n2. Seat depth: three fingers between the edge and the hollow of the knee. The lever is on the right below the seat.\n3. Lumbar support: slide it until it fills the small of the back.\n4. Armrests: elbows at a right angle, shoulders loose; press the button outside to lift, turn the pad inwards for typing.\n5. Tilt: turn the front knob until the back follows you without pushing.\n\nWe hold a free half-hour video class for teams from ten chairs on.",
        questions: [
            (
                "Back pain with the new chair",
                "A colleague has back pain since we got the new chairs. How should the lumbar support be set?",
            ),
            (
                "Armrests",
                "How do the armrests get lower? They hit the desk.",
            ),
            (
                "Chair training",
                "Is there a short training on how to set up the chairs correctly?",
            ),
        ],
        answer: "Set it from below to above: height, depth, lumbar support, armrests, tilt; the article shows where each lever is. From ten chairs on we gladly hold the free video class for your team.",
    },
    Topic {
        title: "Choosing and changing castors",
        tags: ["chair", "floor"],
        body: "Soft castors (grey ring) are for hard floors such as wood, stone and vinyl; hard castors (all black) are for carpet. The wrong kind marks the floor or lets the chair roll away.\n\nPull the old castor straight out, push in the new one until it clicks. Sets of five cost little and are in stock; orders before noon leave the same day. Chairs for laboratories can have castors that brake when nobody sits on them.",
        questions: [
            (
                "Scratches on the parquet",
                "The chairs leave marks on our wooden floor. Are there softer castors?",
            ),
            (
                "Castors for carpet",
                "We move to an office with carpet. Which castors do we need, and how are they changed?",
            ),
            (
                "Chair rolls away",
                "The chairs roll too easily on our vinyl floor. What helps?",
            ),
        ],
        answer: "For hard floors you need the soft castors with the grey ring, for carpet the black ones. They pull straight out and click in; sets of five are in stock.",
    },
    Topic {
        title: "Cleaning fabric, leather and table tops",
        tags: ["care", "cleaning"],
        body: "- Fabric: vacuum weekly; stains with lukewarm water and a drop of mild soap, dab, don't rub. No bleach.\n- Leather: a damp cloth, leather milk twice a year, no sun.\n- Melamine tops: glass cleaner without ammonia.\n- Oiled oak: wipe along the grain, oil once a year; the first time after four weeks.\n- Disinfection: wipes with up to 70 % alcohol are fine on melamine and plastic, not on oak and leather.\n\nDamage from strong cleaners isn't covered by the warranty, so ask before a cleaning firm uses a new product.",
        questions: [
            (
                "Coffee stain on a chair",
                "How do we get coffee out of the fabric of a chair?",
            ),
            (
                "Disinfecting desks",
                "May the desk tops be disinfected with alcohol every day?",
            ),
            (
                "Care of oak tops",
                "Our oiled oak tops look dry. What should we treat them with?",
            ),
        ],
        answer: "Fabric: lukewarm water with mild soap, dab it. Melamine stands 70 % alcohol, oak and leather don't. Oiled oak wants oil once a year, along the grain.",
    },
    Topic {
        title: "The fan of a meeting booth is loud or stands still",
        tags: ["booth", "ventilation"],
        body: "The fan starts when the motion sensor sees somebody and runs on for three minutes. It changes the air of a booth every two minutes at 32 dB.\n\n- Loud: the filter in the ceiling is full. Press the two clips, take it out, vacuum it, put it in. Do so every three months.\n- Stands still: check the fuse beside the socket, then press the sensor's button for five seconds.\n- Rattles: a screw of the ceiling panel is loose.\n\nDon't use a booth for more than one person for longer than 20 minutes without the fan.",
        questions: [
            (
                "Fan in the booth does not start",
                "The air in our phone booth gets stuffy, the fan isn't running at all.",
            ),
            (
                "Booth very loud",
                "The ventilation of the meeting booth has become so loud that nobody wants to use it.",
            ),
            (
                "Rattling noise in the booth",
                "The four-person booth rattles whenever the fan comes on.",
            ),
        ],
        answer: "If it is loud, the filter in the ceiling is full: two clips, vacuum, back in. If it stands still, check the fuse beside the socket and press the sensor's button for five seconds.",
    },
    Topic {
        title: "Light of a meeting booth",
        tags: ["booth", "light"],
        body: "The light follows the motion sensor. Two keys beside the door set brightness (hold) and colour (press twice).\n\nIf the light goes out during calls, the sensor doesn't see people who sit still: set its delay from 3 to 10 minutes with the small dial behind the sensor's cap. If it never goes out, something moves in its view: a plant, a fan, a screen. A light that flickers has a failed driver; we send one, and any electrician can change it in 15 minutes.",
        questions: [
            (
                "Light goes out in meetings",
                "In the booth the light goes out every few minutes although somebody sits inside.",
            ),
            (
                "Flickering light",
                "The light of the small booth flickers, which is unpleasant in video calls.",
            ),
            (
                "Light stays on all night",
                "The light in one booth never goes off. How do we change that?",
            ),
        ],
        answer: "The sensor's delay can be set to 10 minutes with the dial behind its cap. Flickering means a failed driver, which we send free of charge within the warranty.",
    },
    Topic {
        title: "Power and network in a meeting booth",
        tags: ["booth", "installation"],
        body: "A booth needs one ordinary socket (230 V, 10 A) within three metres; the lead leaves at the back left or through the roof. Inside are two sockets, one USB-C (60 W) and one network outlet.\n\nThe network outlet is passed through: bring a patch lead to the plate on the roof. A booth is no room of its own for fire alarms in most places, but a sprinkler head above it must stay free by 50 cm. It may be moved on its hidden wheels once the lead is unplugged.",
        questions: [
            (
                "What connections does a booth need?",
                "Our electrician asks what supply the four-person booth needs and where the lead comes out.",
            ),
            (
                "Network in the booth",
                "How do we get a wired network into the meeting booth?",
            ),
            (
                "Sprinklers and booths",
                "Our landlord asks about fire safety: how far from the sprinkler must a booth stand?",
            ),
        ],
        answer: "One ordinary socket within three metres is enough. For the network, bring a patch lead to the plate on the roof, and keep 50 cm below sprinkler heads.",
    },
    Topic {
        title: "Locker code forgotten or key lost",
        tags: ["storage", "lock"],
        body: "Digital locks: the administrator enters the master code, then opens the door; the user code is cleared. If the master code is lost too, we reset the lock after proof of purchase: send the number inside the door, and you get a one-time code within an hour on working days.\n\nKeys: the number on the cylinder is enough to cut a new key, which arrives in two working days. Where keys were stolen, change the cylinder: it comes out with the changing key and takes two minutes.\n\nThe batteries of digital locks last about 18 months; the light turns red a month before.",
        questions: [
            (
                "Locker won't open",
                "An employee forgot her locker code and her laptop is inside. She needs it today!",
            ),
            (
                "Lost key",
                "We lost the key of a filing cabinet. Can you cut a new one?",
            ),
            (
                "Master code unknown",
                "The former office manager set the master code of the lockers and nobody knows it. What now?",
            ),
        ],
        answer: "Send us the number inside the door (or on the cylinder) with the order number: for digital locks you get a one-time code within an hour, a new key arrives in two working days.",
    },
    Topic {
        title: "Drawers that don't close or open together",
        tags: ["storage", "drawer"],
        body: "Our cabinets let only one drawer out at a time so that they can't tip over. If all drawers are blocked, the anti-tilt bar hangs: push each drawer in firmly, from the top down, then lock and unlock once.\n\nA drawer that doesn't close has jumped off a runner: pull it out fully, lift it by the front, set both wheels on the rails and push it in with a jerk. Cabinets with four drawers must be screwed to the wall or loaded from below.",
        questions: [
            (
                "Drawer stuck",
                "The upper drawer of a cabinet doesn't close any more, it stands out by two centimetres.",
            ),
            (
                "All drawers blocked",
                "None of the drawers opens although the lock is open.",
            ),
            (
                "Only one drawer opens",
                "We can only open one drawer at a time. Is that a defect?",
            ),
        ],
        answer: "Only one drawer opens at a time, for safety. If all are blocked, push each one in firmly from the top down, then lock and unlock once; a drawer that stands out has jumped off its runner and can be set back.",
    },
    Topic {
        title: "Delivery times and tracking",
        tags: ["delivery", "tracking"],
        body: "| goods | leaves us after |\n|---|---|\n| chairs, accessories | 2 working days |\n| desks, standard tops | 5 working days |\n| desks, oak or special size | 3 weeks |\n| meeting booths | 5 weeks |\n\nOn the day of shipping you get an e-mail with a tracking link. Pallets: the carrier calls the contact on the order one day ahead and names a window of two hours. Please tell us about lifts, stairs and times when the street is closed, so that the right lorry comes.",
        questions: [
            (
                "Where is our order?",
                "We ordered desks two weeks ago and heard nothing since. When do they arrive?",
            ),
            (
                "Tracking link",
                "Could you send us the tracking number of our chairs?",
            ),
            (
                "Delivery time of a booth",
                "How long does a two-person booth take at the moment? We move in next month.",
            ),
        ],
        answer: "Chairs leave us after 2 working days, standard desks after 5, oak after 3 weeks, booths after 5. The tracking link comes by e-mail on the day of shipping, and the carrier calls one day ahead.",
    },
    Topic {
        title: "Changing the address or day of a delivery",
        tags: ["delivery", "change"],
        body: "Until two working days before shipping a change is free: write the order number, the new address or day, and a phone number on site. Later changes go over the carrier and cost what the carrier charges, usually 45 a pallet.\n\nWe store finished goods for 14 days free of charge, then for a fee by pallet and week. Deliveries to building sites need a named person who signs; without one the lorry goes back.",
        questions: [
            (
                "New delivery address",
                "Our order must go to the new office instead of the old one. Can you change that?",
            ),
            (
                "Postpone the delivery",
                "Our floor isn't ready. Can the desks come two weeks later?",
            ),
            (
                "Change of contact on site",
                "Somebody else will receive the goods on Thursday. Please note the new phone number.",
            ),
        ],
        answer: "We have noted it. Up to two working days before shipping changes are free, and we store finished goods for 14 days at no cost.",
    },
    Topic {
        title: "Goods damaged in transport",
        tags: ["delivery", "damage"],
        body: "1. Note the damage on the delivery note before you sign, also when only the packing is torn.\n2. Take three pictures: packing with label, damage close up, the whole piece.\n3. Send them with the order number within seven days; hidden damage counts too.\n\nWe send the part or the piece anew the same week and take the damaged one back at our cost. Please keep the packing until then. You need not talk to the carrier; we do.",
        questions: [
            (
                "Table top scratched on arrival",
                "Two of the twelve tops arrived with scratches. What do you need from us?",
            ),
            (
                "Damaged carton",
                "A carton was torn open, the chair inside has a broken armrest. We did sign for it.",
            ),
            (
                "Transport damage",
                "The glass door of the booth has a crack. It was delivered yesterday.",
            ),
        ],
        answer: "We are sorry. Please send three pictures (packing with label, damage, whole piece) and the order number; we send a replacement this week and take the damaged piece back at our cost.",
    },
    Topic {
        title: "Parts missing in a delivery",
        tags: ["delivery", "parts"],
        body: "Count first: small parts of desks are in the carton of the frame, taped inside the lid; castors and armrests are in a second carton; booths come on three pallets.\n\nIf something is missing, send the order number and the letter of the part from the drawing (for example K, the bag of screws). Small parts leave us the same day by letter, large ones with the next lorry. Tell us when your fitters come: then we send by courier.",
        questions: [
            (
                "Screws missing",
                "In three of the desks the bag with screws is missing. We wanted to set them up today.",
            ),
            (
                "One carton too few",
                "Seven chairs were delivered, eight were ordered.",
            ),
            (
                "Missing key pad",
                "There is no key pad in the box of one desk.",
            ),
        ],
        answer: "Please check the lid of the frame's carton first. If it isn't there, tell us the letter of the part from the drawing; small parts leave us today.",
    },
    Topic {
        title: "Returning goods",
        tags: ["returns", "order"],
        body: "Standard goods can be returned within 30 days, unused or lightly tried, in their packing. Write to us first: you get a return number and a label; pallets are picked up.\n\nCharges: none when we delivered wrong or faulty goods; otherwise 12 % of the price, at least 25 a parcel. Special sizes, own fabrics and booths can't be returned. The credit note is written within five working days after the goods have been checked.",
        questions: [
            (
                "Return two chairs",
                "We ordered two chairs too many. Can we send them back?",
            ),
            (
                "Wrong colour ordered",
                "The tops are darker than we thought. Is an exchange possible?",
            ),
            (
                "How do returns work?",
                "Within how many days can desks be returned, and what does it cost?",
            ),
        ],
        answer: "Standard goods can go back within 30 days; we send the return number and the label. Unless the fault is ours we charge 12 %, and the credit note follows within five working days after the check.",
    },
    Topic {
        title: "What the warranty covers",
        tags: ["warranty", "service"],
        body: "| part | years |\n|---|---|\n| desk frame | 10 |\n| motors, control box, key pad | 5 |\n| chair mechanism, gas lift | 5 |\n| fabrics, castors, table tops | 2 |\n| booth structure / its electrics | 10 / 3 |\n\nThe time starts with the delivery. Wear that doesn't harm the use, damage from moving and strong cleaners aren't covered. To claim, send the serial number and a picture or a short video. No receipt is needed if the product is registered.",
        questions: [
            (
                "Still under warranty?",
                "We bought our desks four years ago. Are the motors still covered?",
            ),
            (
                "Warranty on chairs",
                "How long is the warranty on fabrics? The seat is worn through after a year and a half.",
            ),
            (
                "Claiming warranty without a receipt",
                "We can't find the invoice of a desk. Can we claim the warranty nevertheless?",
            ),
        ],
        answer: "Frames are covered for 10 years, motors and chair mechanisms for 5, fabrics and tops for 2, from the delivery on. The serial number and a picture are enough to claim.",
    },
    Topic {
        title: "Registering products by serial number",
        tags: ["warranty", "registration"],
        body: "The serial number is on a white label: desks under the top beside the control box, chairs under the seat, booths above the door inside. It begins with NL and has ten digits.\n\nSend us a list of the numbers, as a photo or a table, and we register them for your company: then claims need no receipt, recalls reach you, and the lists show where each piece stands. Companies that move pieces between sites can add the room.",
        questions: [
            (
                "Where is the serial number?",
                "I can't find the serial number of our task chairs.",
            ),
            (
                "Register 60 desks",
                "Is there a way to register 60 desks at once?",
            ),
            (
                "List of our furniture",
                "Could you send us a list of all pieces registered for our company?",
            ),
        ],
        answer: "It is on a white label that begins with NL: under the top, under the seat, or inside above the booth's door. Send us the list in any form and we register all of them.",
    },
    Topic {
        title: "Copies and corrections of invoices",
        tags: ["invoice", "billing"],
        body: "Invoices are sent as PDF to the billing address of the order on the day of shipping. For a copy, write the order or invoice number; you get it within a working day.\n\nA correction (company name, tax number, cost centre) is possible until the end of the following month: we cancel the invoice and write a new one with today's date. For later changes we add a letter. To have all future invoices go to another address, tell us once; we change it for the company, not only for the order.",
        questions: [
            (
                "Invoice copy needed",
                "Our accounting needs a copy of the last invoice, please.",
            ),
            (
                "Wrong company name on the invoice",
                "The invoice carries our old company name. Could you correct it?",
            ),
            (
                "Invoices to another address",
                "Please send all invoices to our accounting department from now on.",
            ),
        ],
        answer: "The copy is on its way to you. Corrections are possible until the end of the following month: we cancel the invoice and write a new one.",
    },
    Topic {
        title: "Payment terms and purchase orders",
        tags: ["payment", "billing"],
        body: "Business customers pay within 30 days of the invoice without deduction, new customers the first order in advance. Orders over 50,000 are paid in three parts: 30 % with the order, 60 % on delivery, 10 % after acceptance.\n\nIf your company works with purchase orders, send us the number before shipping: it then stands on the delivery note and the invoice. Public bodies may order on account from the first order on. A reminder is sent after 10 days and costs nothing; the second one costs a fee.",
        questions: [
            (
                "Payment in instalments",
                "Is it possible to pay the fit-out in several parts?",
            ),
            (
                "Purchase order number",
                "Our accounting refuses the invoice because the purchase order number isn't on it.",
            ),
            (
                "Payment term",
                "We got a reminder although our term is 30 days. Could you check that?",
            ),
        ],
        answer: "The term is 30 days from the invoice; from 50,000 on three parts are usual. We add the purchase order number and send the invoice anew.",
    },
    Topic {
        title: "Volume prices and quotes",
        tags: ["prices", "quote"],
        body: "| pieces | less |\n|---|---|\n| 10 to 24 | 5 % |\n| 25 to 49 | 9 % |\n| 50 to 99 | 13 % |\n| from 100 | by quote |\n\nDesks and chairs count together. Schools and non-profit organisations get 5 % more. A quote is binding for 60 days and names delivery, assembly and take-back of old furniture as separate lines. A sample of each chair can be tried for two weeks before an order of ten or more.",
        questions: [
            (
                "Discount for 30 chairs",
                "What would 30 task chairs cost? Is there a discount?",
            ),
            (
                "Quote for a school",
                "We are a school and need 80 chairs. Do you have prices for education?",
            ),
            (
                "Is our quote still valid?",
                "Your quote is seven weeks old. Can we still order on it?",
            ),
        ],
        answer: "From 10 pieces on you get 5 %, from 25 on 9 %, from 50 on 13 %; schools and non-profits 5 % more. Quotes hold for 60 days, and two weeks of trying a chair are free.",
    },
    Topic {
        title: "Booking assembly by our fitters",
        tags: ["assembly", "service"],
        body: "Our fitters carry in, assemble, level, test and take the packing with them. The price is by piece: chair 9, desk 49, storage 25, two-person booth 390.\n\nBook at least ten days ahead. We need: floor and lift, the hours when noise is allowed, a plan with positions, and a person on site at the start and at the end. Work at night and on weekends costs half as much again. At the end both sides sign a list; open points are settled within five working days.",
        questions: [
            (
                "Assembly service",
                "Can your people assemble the 25 desks for us? What does it cost?",
            ),
            (
                "Fitters did not come",
                "The fitters were announced for eight o'clock and nobody is here.",
            ),
            (
                "Assembly on a Saturday",
                "We can only have the work done on a weekend. Is that possible?",
            ),
        ],
        answer: "Yes: a desk costs 49, a chair 9, weekends half as much again. Please send the floor, the lift's size and a plan with positions at least ten days ahead.",
    },
    Topic {
        title: "Taking back old furniture",
        tags: ["recycling", "service"],
        body: "With each delivery we take back the same number of old pieces, of any make, for 15 a desk and 6 a chair. What can be used goes to schools and associations; the rest is sorted by steel, aluminium, wood and foam. You get a proof of recycling by weight, which counts for sustainability reports.\n\nOur own desks and chairs that are younger than eight years are bought back: send pictures and serial numbers for an offer.",
        questions: [
            (
                "What happens to our old desks?",
                "Could you take our 40 old desks with you when you deliver?",
            ),
            (
                "Buy-back",
                "We close an office and have 15 of your chairs left. Do you buy them back?",
            ),
            (
                "Proof of recycling",
                "For our sustainability report we need a proof of what was recycled.",
            ),
        ],
        answer: "We take back one old piece for each new one: 15 a desk, 6 a chair, with a proof of recycling by weight. Pieces of ours younger than eight years we gladly buy back.",
    },
    Topic {
        title: "Certificates and technical data",
        tags: ["documents", "certificates"],
        body: "We send these on request, as PDF:\n\n- tests of stability and safety for desks and chairs,\n- fire class of fabrics and of booth panels (B-s1, d0),\n- sound reduction of booths (30 dB speech level reduction, class A),\n- declaration of materials and carbon footprint for each product,\n- drawings for planning (DWG, RVT, SKP).\n\nFor tenders we fill in the supplier's declaration within two working days.",
        questions: [
            (
                "Fire class of the booth",
                "Our fire officer asks for the fire class of the booth's panels.",
            ),
            (
                "CAD drawings",
                "Our architect needs drawings of the desks for the plan. Do you have DWG files?",
            ),
            (
                "Certificates for a tender",
                "We need the certificates of the task chairs for a public tender by Friday.",
            ),
        ],
        answer: "We attach the documents: panels are class B-s1, d0, booths reduce speech by 30 dB (class A), and the drawings come as DWG, RVT and SKP.",
    },
    Topic {
        title: "Leasing: extend, return, buy",
        tags: ["leasing", "billing"],
        body: "A lease runs for 24, 36 or 48 months and includes the warranty for its whole term. Three months before the end we write to you with three choices:\n\n1. Extend by 12 months at 60 % of the rate.\n2. Return: we pick up, normal wear is free.\n3. Buy for the residual value, which is 8 to 15 % of the price.\n\nWithout an answer the lease goes on by three months. Pieces can be added at any time; they get a term that ends with the others.",
        questions: [
            (
                "Lease ends in March",
                "Our lease ends soon. What does it cost to keep the desks?",
            ),
            (
                "Add ten desks to the lease",
                "We are growing. Can ten desks be added to the running lease?",
            ),
            (
                "Return leased chairs",
                "How do we return the leased chairs, and what counts as normal wear?",
            ),
        ],
        answer: "At the end you can extend by 12 months at 60 % of the rate, return, or buy for the residual value (8 to 15 %). Pieces can be added at any time.",
    },
    Topic {
        title: "Goodwill: what support may decide",
        tags: ["goodwill", "guidelines"],
        body: "For the team alone.\n\nUp to 150 a case everybody decides alone: a free part, a courier, a credit. Up to 600 the team lead decides. Beyond that the owner of the account does, within a day.\n\nSay yes when the product is less than a year out of warranty, when we were late or wrong before, or when the customer has an open offer. Say no kindly when a cleaner or a move did the damage, and offer the part at cost. Write the reason in an internal note: it is what we learn from.",
        questions: [
            (
                "Goodwill",
                "The desk is three months out of warranty. Can you do anything for us?",
            ),
            (
                "Out of warranty",
                "The warranty has just ended. Is there a friendly solution?",
            ),
            (
                "Courtesy repair",
                "Would you repair the chair as a courtesy?",
            ),
        ],
        answer: "As the warranty ended only recently, we send the part free of charge.",
    },
];
