/**
 * Words that speak for an area, as folded beginnings of words ("contamin" finds contaminación and contaminan).
 * A strong word speaks alone, a weak one needs a second; definitions as in docs/tagging.md.
 */
export interface Cue {
  readonly stem: string;
  readonly weight: 1 | 2;
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((stem) => stem.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
const cuesFrom = (strong: string, weak: string): Cue[] => [
  ...listed(strong).map((stem): Cue => ({ stem, weight: 2 })),
  ...listed(weak).map((stem): Cue => ({ stem, weight: 1 })),
];

export const cues: Readonly<Record<string, readonly Cue[]>> = {
  anticorruption: cuesFrom(
    `
      mochasueldo, mocha sueldo, argolla, trafico de influencias, antisoborno, sobreprecio, sobrecost,
      suwa, lunthata, direccionan, direccionad, amanad, licitaciones amanadas, piden plata, pidio plata,
      pidieron plata, piden cupo, favores politicos, favoritismo, desbalance, secreto bancario,
      trabajadores fantasma, planilla fantasma, empresas fantasma, viaticos fantasma, compliance,
      procuradur, inteligencia financiera, cohecho, concusion, padrinos, compadrazgo, clientelis, pactos
      de integridad, rateros del estado, oficina de control, gestion de intereses, declaracion de
      intereses, declaraciones de intereses, reparacion civil, lavado de dinero, fiscalia anticorrupcion,
      se robaron, se robo la plata, robarse la plata, roban al estado, robar al estado, robe al estado, se
      tiran la plata, lobbies, lobbys, lista negra de empresas, empresas sancionadas, venden plazas,
      colaboradores eficaces, corrup, coima, soborn, anticorrup, malversa, colusion, nepotis, sobrevalor,
      peculado, testaferr, lavado de activos, enriquecimiento ilicito, conflicto de interes, conflictos de
      interes, control social, vigilancia ciudadana, veedur, contralor, denunciante, muerte civil, se
      roba, roban la plata, roben la plata, que roben, que no roben, para que no rob, puestos a dedo, a
      dedo, beneficiario final, obras fantasma, obra fantasma, licitaciones amanad, tratos bajo la mesa,
      puerta giratoria, bajo la mesa, extinguir el dominio, extincion de dominio, diezmo, declaracion
      jurada de bienes, declaraciones juradas, sistema nacional de control, control concurrente,
      inhabilit, financiamiento ilegal
    `,
    `
      compadre, cupo, cupos, sobrino, hermano, plata, veedor, propina, ilicit, manipul, fantasma,
      sentenciad, condenad, jueces, fiscales, sanciones, comision, comisiones, padrino, investig, denunci,
      patrimon, recompensa, supervis, irregular, probidad, probo, honest, ladron, ladrones, delitos,
      transparen, meritocra, auditen, rob, contratacion, contrataciones, licitacion, compras publicas,
      compras estatales, proveedor, integridad, sancion, fiscaliz, imprescript, funcionario, auditor,
      dinero publico, plata del pueblo, obra, contrato, amigo, familiar, pariente, primo, cunad, etica,
      impunidad, lobby, control previo, inmunidad, mafia
    `,
  ),
  inclusion: cuesFrom(
    `
      conadis, omaped, lactario, cunamas, cunas, guarderia, sindrome de down, movilidad reducida, lgtb,
      lgtbi, gay, transexual, lesbian, venezolan, inmigrant, extranjer, vaso de leche, ollas comunes, olla
      comun, comedores populares, comedor popular, personas con discapacidad, lenguas indigenas, lengua
      indigena, idioma originario, lenguas nativas, originari, pluricultural, multilingue, campesin,
      nativas, nativos, nativa, yanesha, machiguenga, asperger, sorda, sordas, ciega, ciegos, interprete,
      senas, huerfan, situacion de calle, sin hogar, exclu, enfoque de genero, brechas de genero, brecha
      de genero, violencia contra la mujer, violencia familiar, violencia sexual, hostigamiento sexual,
      acoso sexual, maltrato infantil, primera infancia, embarazo adolescente, embarazo en nina, madres
      adolescentes, gestant, lactancia, trabajadoras del hogar, reparaciones, esterilizaciones forzadas,
      warmikuna, runasimi, quechuallata, aymar aru, mayores que viven solos, centro de mayores, centros de
      mayores, centro de dia, personas dependientes, alzheimer, racial, etni, sistema de cuidados, casa de
      reposo, casas de reposo, asilo, viejitos, viejito, abuelo, abuela, abuelos, maltratad, golpead,
      madres, igualdad de oportunidades, sin distincion, accesibilidad, albergue para ninos, refugio para
      mujeres, discapaci, indigena, pueblos originarios, comunidades nativas, comunidad nativa,
      afroperuan, afrodescend, lgbt, mujer, adulto mayor, adultos mayores, tercera edad, ancian, lengua
      originaria, lenguas originarias, lengua materna, quechua, quechuahablant, aymara, aimara, ashanink,
      awajun, shipib, intercultural, bilingue, violencia de genero, feminicid, equidad de genero, igualdad
      de genero, lenguaje de senas, lengua de senas, silla de ruedas, braille, ciego, sordo, sordos,
      rampa, migrante, refugiad, pobreza extrema, extrema pobreza, discrimin, inclusion social, inclusiv,
      vulnerable, autis, warmi, madre soltera, madres solteras, abuelit, trans, gays, homosexual, trata de
      personas, no videntes, invidente, accesib, ninos en riesgo, trabajo infantil, orfandad, consulta
      previa, racis, machis, adultas mayores, gitan, personas mayores
    `,
    `
      cuidado infantil, infancia, adolescent, vejez, cuidados, ninez, mayor, ancianit, bebes, mamas, mama,
      wawa, tutela, intercult, social, muletas, terapia, autonom, desigual, brecha, juntos, mujeres,
      rural, ascensor, pobre, oportunidades, desplazad, enfermedades raras, sexo, sexual, idioma, lengua,
      lenguas, comunidad, comunidades, apoyo, inclusion, igualdad, nina, ninas, genero, pobreza, pobres,
      juventud, diversidad, comunidades campesinas, traduc, interpret, jubilad, pension 65, wasi, anemia,
      victima, mayores, cuna mas, dependien
    `,
  ),
  access_to_information: cuesFrom(
    `
      trasparen, tranparen, transparent, rindan, rendicion, formato abierto, cabildo abierto, cabildo,
      audiencias publicas, audiencia publica, ley de transparencia, acceso publico, acceso abierto,
      tablero, informe anual, en tiempo real, actas de, el acta, las ordenanzas, en que usaron, en que se
      uso, en que gastan, en que gastaron, cuanto gana, cuanto cuesta, cuanto costo, cuanto se gasto,
      cuanto gastan, cuanto gastaron, cuanto paga, a donde va, derecho a saber, queremos saber, quiero
      saber, pedi informacion, pedimos informacion, pido informacion, copia de, copias, solicitudes de
      acceso, no responden, no contestan, nunca responde, nunca respond, hojas de vida, lenguaje claro,
      lenguaje sencillo, palabras simples, desclasific, colgar en la web, cuelguen, suban a la web, subir
      a la web, que suban, buscador, descargar, excel, estado de su tramite, estado de mi tramite, ver el
      tramite, en que va mi, por donde va mi, mapa interactivo, mapa abierto, mapa publico, base de datos
      abierta, api publica, trazabilidad, sesiones de concejo, en vivo por, difund, visitas en linea,
      diganlo, willawayku, yatiyapx, informacion del estado, informacion ambiental, portales, transparen,
      acceso a la informacion, datos abiertos, open data, publiquen, publique, publicar, publicacion de,
      rendicion de cuentas, rinda cuentas, rindan cuentas, rendir cuentas, informacion publica, portal de,
      portal web, en que gasta, en que se gasta, cuanto gast, presupuesto abierto, solicitud de
      informacion, solicitudes de informacion, pedidos de informacion, pagina web, gobierno abierto,
      estado abierto, que se sepa, en linea el, informen, que nos informe, nos expliquen, accesible al
      publico, archivo abierto, actas, sacan la cuenta, mostrar las cuentas, cuentas claras, agenda
      publica, agenda de, transmit, en vivo
    `,
    `
      publicos, publicad, publicidad, publica, acceso a la, informe, informes, expediente, tramite, mapa,
      estudios, encuesta, agenda, saber, expliquen, explicar, cuenten, muestren, mostrar, pagina, qr,
      abierto, abiertos, lista, archivos, contratos, presupuestal, ejecucion, copia, secreto, reservado,
      oficios, solicitud, radio, fotocopia, facturas, resoluciones, interactiv, indicadores, semaforos,
      portal, informacion, presupuesto, gasto, gasta, web, internet, datos, publico los, consultar,
      seguimiento, plataforma, app, facebook, digital, responder, responda, avis, inform, mural, cuentas,
      visible, interoperab
    `,
  ),
  environment: cuesFrom(
    `
      huayco, huayko, huaico, smog, desmonte, basural, oefa, sernanp, serfor, senace, socioambient,
      forestal, forestacion, areas naturales, area natural, intangib, reserva natural, reserva nacional,
      manglar, pesticid, agrotoxic, plaguicid, fumig, hidric, remediacion, descarboniz, combustibles
      fosiles, energias fosiles, energia limpia, energias limpias, eolic, fotovoltaic, placas solares,
      paneles, pm2, gases de efecto, efecto invernadero, metales pesados, cianuro, plomo, talar, talan,
      tala ilegal, deforestac, arbolit, arbolado, arboriz, ajardin, vegetacion, especies invasoras,
      especies autoctonas, ribera, riberas, humedales, pantano, lomas, condor, oso de anteojos, lobos
      marinos, delfin, tortuga, monos, loros, abejas, aves, vencejo, peces, truchas, trafico de animales,
      trafico de fauna, trafico ilegal de especies, especies en peligro, tecnopor, bolsas de plastico,
      bolsas plasticas, un solo uso, segregacion, desechos, vertimiento, vertido, vertidos, efluent,
      inundable, inundar, defensas riberenas, gestion del riesgo, riesgo de desastre, desastres naturales,
      el nino costero, incendio forestal, incendios forestales, quemar, quemen, queman, contaminacion
      acustica, contaminacion sonora, decibel, antiruido, antirruido, bocina, claxon, buses electricos,
      electromovil, vehiculos electricos, bajas emisiones, aguas grises, agua tratada, siembra de agua,
      siembra y cosecha, cosecha de agua, cosecha de lluvia, cabecera de cuenca, cabeceras de cuenca,
      oleoducto, concesiones mineras, calentamiento, biohuert, techos verdes, huerto, jardines de lluvia,
      permeab, bosques, qhilli, pachamama, sachakuna, qupa, mayu, uma, isla de calor, refugios climaticos,
      puntos limpios, punto limpio, sosteniblemente, escombros, relaves, servicios ecosistemicos,
      zonificacion ecologica, econegocio, medio ambiente, ambiental, medioambient, contamin, basura,
      recicl, reforest, deforest, bosque, arbol, rio, rios, relave, mineria ilegal, minera, mercurio,
      cambio climatico, climatic, fauna, flora, biodivers, areas verdes, area verde, zonas verdes, energia
      solar, energias renovables, energia renovable, renovable, paneles solares, emision, ruido, humo,
      residuos, plastic, ecolog, glaciar, nevado, laguna, cuenca, desague, aguas servidas, aguas
      residuales, tala, huaic, inundac, fenomeno del nino, fenomeno el nino, sequia, petroleo, derrame,
      quema, sustentab, ecosistem, humedal, amazoni, animales silvestres, compost, polucion, botadero,
      relleno sanitario, arboles, calidad del aire, carbono, yaku, agua limpia, huert
    `,
    `
      parque, playa, carril bici, bicicleta, ciclov, jardin, contenedor, cerro, quebrada, lluvia, helada,
      pasto, bolsas, peatonal, respirar, apesta, huele, fabrica, polvo, gas natural, gnv, teletrabajo,
      poda, podar, siembr, sembrar, plantar, planten, especies, conservacion, minero, mineros, mineria,
      recursos naturales, fundicion, aceite usado, pilas, invasiv, solar, renaturaliz, prevencion,
      llantas, lago, pescar, veda, canon, reserva, guardaparque, cuidar el, ambiente, agua, aire, mar,
      limpi, verde, minas, mina, naturaleza, selva, animales, desastre, riesgo, energia, sombra, calor,
      tierra, planta, pesca, suelo, agroecolog, organic
    `,
  ),
};

/** Speaks against an area although a cue stands there: pets, neighbours' quarrels, thanks. */
export const against: Readonly<Record<string, readonly string[]>> = {
  environment: ['buen ambiente laboral', 'ambiente laboral', 'ambientes del hospital', 'ambiente escolar'],
  inclusion: [
    'inclusion financiera',
    'transport',
    'transform',
    'transit',
    'transfer',
    'transpar',
    'transmi',
    'transici',
    'transcur',
    'transvers',
  ],
  access_to_information: ['publicar anuncio', 'ministerio publico'],
  anticorruption: ['robo de celular', 'roban celular', 'me robaron'],
};
