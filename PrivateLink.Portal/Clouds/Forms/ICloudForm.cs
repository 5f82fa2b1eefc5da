namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>What the portal asks a customer for.</summary>
public interface ICloudForm
{
    /// <summary>The fields of the endpoint's form.</summary>
    IReadOnlyList<FormField> Fields { get; }

    /// <summary>The field from which the account is taken. Null if the form has none, because the cloud's tools use the account that is signed in.</summary>
    FormField? AccountField { get; }

    /// <summary>The account, subscription or project that an allow-list names.</summary>
    FieldReading ReadAccount(string typed);
}
