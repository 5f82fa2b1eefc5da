namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>What the portal asks a customer for.</summary>
public interface ICloudForm
{
    /// <summary>The fields of the endpoint's form.</summary>
    IReadOnlyList<FormField> Fields { get; }

    /// <summary>The field that also contains the account. Null if the cloud's tools are signed in to one account.</summary>
    FormField? AccountField { get; }

    /// <summary>The account, subscription or project that an allow-list names.</summary>
    FieldReading ReadAccount(string typed);
}
