"""Declarations and answers as text, made for these tests."""

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<m:MetaData xmlns:m="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"
    xmlns="urn:wco:datamodel:WCO:DEC-DMS:2" xmlns:d="urn:wco:datamodel:WCO:Declaration_DS:DMS:2">
  <m:WCOTypeName>DEC</m:WCOTypeName>
"""
ITEM = """      <GovernmentAgencyGoodsItem>
        <SequenceNumeric>{number}</SequenceNumeric>
        <AdditionalDocument>
          <CategoryCode>N</CategoryCode><ID>INV-{number}</ID><TypeCode>380</TypeCode>
          <WriteOff><QuantityQuantity unitCode="KGM">{number}.00</QuantityQuantity></WriteOff>
        </AdditionalDocument>
        <Commodity>
          <Description>Goods {number}</Description>
          <Classification>
            <ID>401{number}</ID><IdentificationTypeCode>TRA</IdentificationTypeCode>
          </Classification>
          <Classification>
            <ID>39021000</ID><IdentificationTypeCode>TSP</IdentificationTypeCode>
          </Classification>
          <DutyTaxFee><DutyRegimeCode>10{number}</DutyRegimeCode></DutyTaxFee>
          <GoodsMeasure>
            <GrossMassMeasure>{number}00.50</GrossMassMeasure>
            <NetNetWeightMeasure unitCode="TNE">0.{number}</NetNetWeightMeasure>
          </GoodsMeasure>
        </Commodity>
        <Packaging>
          <SequenceNumeric>1</SequenceNumeric><QuantityQuantity>{number}</QuantityQuantity>
          <TypeCode>BX</TypeCode>
        </Packaging>
      </GovernmentAgencyGoodsItem>
"""


def declaration(*, items: int = 3) -> bytes:
    """A declaration with values that the model carries and others that it does not."""
    goods = "".join(ITEM.format(number=number) for number in range(1, items + 1))
    return f"""{HEAD}  <Declaration>
    <!-- an export -->
    <FunctionCode>9</FunctionCode>
    <FunctionalReferenceID>LRN-1</FunctionalReferenceID>
    <TypeCode>EXA</TypeCode>
    <GoodsItemQuantity>{items}</GoodsItemQuantity>
    <AdditionalDocument>
      <CategoryCode>1</CategoryCode><ID>DAN</ID><TypeCode>DAN</TypeCode>
    </AdditionalDocument>
    <AdditionalDocument>
      <CategoryCode>N</CategoryCode><ID>CMR 7</ID><TypeCode>730</TypeCode>
    </AdditionalDocument>
    <AuthorisationHolder><ID>XA1</ID><CategoryCode>CSE</CategoryCode></AuthorisationHolder>
    <BorderTransportMeans>
      <ID>123ABC12</ID><IdentificationTypeCode>30</IdentificationTypeCode>
      <RegistrationNationalityCode>KZ</RegistrationNationalityCode><ModeCode>3</ModeCode>
    </BorderTransportMeans>
    <Exporter><ID>XA-EXPORTER</ID></Exporter>
    <GoodsShipment>
      <ExitDateTime><d:DateTimeString formatCode="102">20260115</d:DateTimeString></ExitDateTime>
      <Consignee><Name> Ahal  Trading </Name></Consignee>
      <Destination><CountryCode>TM</CountryCode></Destination>
      <ExportCountry><ID>KZ</ID></ExportCountry>
{goods}    </GoodsShipment>
  </Declaration>
</m:MetaData>
""".encode()


def additional(*, kind: str) -> bytes:
    """An additional message: a cancellation (INV) or an amendment (COR)."""
    return f"""{HEAD}  <Declaration>
    <FunctionCode>13</FunctionCode>
    <FunctionalReferenceID>LRN-2</FunctionalReferenceID>
    <ID>26KZ000000000001A1</ID>
    <TypeCode>{kind}</TypeCode>
    <AdditionalInformation>
      <StatementDescription>A duplicate</StatementDescription>
    </AdditionalInformation>
    <Amendment><ChangeReasonCode>1</ChangeReasonCode></Amendment>
  </Declaration>
</m:MetaData>
""".encode()


ANSWER = b"""<MetaData>
  <WCODataModelVersionCode>3.6</WCODataModelVersionCode>
  <Response>
    <FunctionCode>03</FunctionCode>
    <FunctionalReferenceID>R-1</FunctionalReferenceID>
    <IssueDateTime>
      <DateTimeString formatCode="304">20260115064000+05</DateTimeString>
    </IssueDateTime>
    <Error>
      <Description>No such country</Description>
      <ValidationCode>E7</ValidationCode>
      <Pointer><SequenceNumeric>1</SequenceNumeric><DocumentSectionCode>42A</DocumentSectionCode>
      </Pointer>
      <Pointer><DocumentSectionCode>67A</DocumentSectionCode></Pointer>
      <Pointer><SequenceNumeric>2</SequenceNumeric><DocumentSectionCode>68A</DocumentSectionCode>
      </Pointer>
      <Pointer><SequenceNumeric>1</SequenceNumeric><DocumentSectionCode>02A</DocumentSectionCode>
        <TagID>360</TagID></Pointer>
      <Pointer><DocumentSectionCode>42A</DocumentSectionCode><TagID>131</TagID></Pointer>
    </Error>
    <Status><NameCode>39</NameCode></Status>
    <Declaration>
      <FunctionalReferenceID>LRN-1</FunctionalReferenceID>
      <ID>26KZ000000000001A1</ID>
      <RejectionDateTime>
        <DateTimeString formatCode="102">20260115</DateTimeString>
      </RejectionDateTime>
    </Declaration>
  </Response>
</MetaData>
"""
