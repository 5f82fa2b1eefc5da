namespace PrivateLink.Tests.Browser;

/// <summary>Who looks at the portal in a browser test.</summary>
public enum Visitor
{
    /// <summary>The demonstration's operator: the company's side.</summary>
    Operator,

    /// <summary>The demonstration's customer: the owner of Megacorp.</summary>
    Customer,

    /// <summary>Somebody who has not signed in.</summary>
    Stranger,
}
