"""The JSON-LD context: which vocabularies the export speaks, and the product's own names.

It stands in the document itself, so that nobody needs a network to read one.
"""

from __future__ import annotations

# Names of our own that need nobody's permission and no web site: see decision 22.
NAMESPACE_ID = "684d2e79-2eca-4c8c-b764-13b3ec418ddf"
NAMESPACE = f"urn:uuid:{NAMESPACE_ID}#"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dpcat": "https://w3id.org/dpcat#",
    "dpv": "https://w3id.org/dpv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "legal-gb": "https://w3id.org/dpv/legal/gb#",
    "pd": "https://w3id.org/dpv/pd#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ropa": NAMESPACE,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
