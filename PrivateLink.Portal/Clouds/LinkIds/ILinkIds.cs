namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>The link IDs of one cloud, as people paste them.</summary>
public interface ILinkIds
{
    /// <summary>What of the customer's own tools' output may be pasted.</summary>
    string WhatToPaste { get; }

    /// <summary>What is wanted, behind "Choose another service, or".</summary>
    string Wanted { get; }

    /// <summary>Whether the customer can look them up, not only the provider.</summary>
    bool AreShownToCustomer { get; }

    /// <summary>Whether the ID of an endpoint that is gone can become somebody else's.</summary>
    bool AreGivenOutAgain { get; }

    /// <summary>Whether the text is nothing but a link ID of this cloud, in its usual form.</summary>
    bool IsLinkId(string text);

    /// <summary>Whether an identifier of this cloud, of whatever object, is in the text.</summary>
    bool Recognises(string text);

    /// <summary>Finds the link ID in a text, or says why there is none; null when nothing looks like one, so that the text is to be explained.</summary>
    LinkIdInputResult? Find(string text);

    /// <summary>What a text without a link ID is instead, and where to find what is wanted.</summary>
    /// <param name="kind">What it is, in a cloud's language or none.</param>
    /// <param name="text">The text.</param>
    string Explain(PastedKind kind, string text);
}
