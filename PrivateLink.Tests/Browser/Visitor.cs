namespace PrivateLink.Tests.Browser;

/// <summary>The visitor of a browser test.</summary>
public enum Visitor
{
    /// <summary>The demonstration's operator: the company's side.</summary>
    Operator,

    /// <summary>The demonstration's customer: the owner of Megacorp.</summary>
    Customer,

    /// <summary>A visitor who has not signed in.</summary>
    Stranger,
}
