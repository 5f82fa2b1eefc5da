using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.Clouds;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>Each step of the wizard.</summary>
public sealed class OnboardingPageTests : OnboardingPageTest
{
    [Fact]
    public async Task Zones_OutputPasted_NamesWhatToChoose()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Zones);

        page.Find("textarea").Input("us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1c use1-az1");

        Assert.Contains("Choose a subnet in each of us-east-1a, us-east-1e.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("The service is not in this zone", page.Text(), StringComparison.Ordinal);
        Assert.Contains("use1-az6", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_ChosenAndLeft_AreUsedNextAndThereWhenOneGoesBack()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Zones);
        page.Find("textarea").Input("us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1c use1-az1");
        page.FindAll("input[type=checkbox]")[1].Change(false);

        await page.Button("Continue").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.EndsWith("/create", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        var create = await StepAsync(page.Instance.Id, OnboardingStep.Create);
        Assert.Contains("In the zone us-east-1a (use1-az4)", create.Text(), StringComparison.Ordinal);
        Assert.Contains("Name=availability-zone-id,Values=use1-az4 ", create.Find("[role=tabpanel] pre").TextContent, StringComparison.Ordinal);
        var back = await StepAsync(page.Instance.Id, OnboardingStep.Zones);
        Assert.Contains("us-east-1a (use1-az4)", back.Text(), StringComparison.Ordinal);
        Assert.True(back.Find("input[type=checkbox]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Create_SubnetsResourceId_FillsFourFields()
    {
        var page = await StepAsync(CloudProvider.Azure, OnboardingStep.Create);

        page.Field("Subnet").Input(PastedOutputs.AzureSubnet);
        await page.Field("Subnet").BlurAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Equal("private-endpoints", page.Field("Subnet").GetAttribute("value")));
        Assert.Equal(["6f1d1b3c-1111-4222-8333-444455556666", "network-prod", "vnet-prod"], ((string[])["Subscription", "Resource group", "Virtual network"]).Select(label => page.Field(label).GetAttribute("value")));
        Assert.Contains("Found in what you pasted", page.Text(), StringComparison.Ordinal);
        var form = (await Own<OnboardingService>().FindAsync(Company, page.Instance.Id, Cancel))!.Form;
        Assert.Equal(("network-prod", "private-endpoints"), (form["resourceGroup"], form["subnet"]));
    }

    [Theory]
    [InlineData(CloudProvider.Aws, "VPC", "vpc-0a1b2c3d4e5f60718", "aws ec2 create-vpc-endpoint")]
    [InlineData(CloudProvider.Azure, "Resource group", "network-prod", "az network private-endpoint create")]
    [InlineData(CloudProvider.Gcp, "Project", "acme-prod", "gcloud compute forwarding-rules create")]
    public async Task Create_ValueTyped_IsInTheTextAtOnce(CloudProvider cloud, string field, string value, string command)
    {
        var page = await StepAsync(cloud, OnboardingStep.Create);

        page.Field(field).Input(value);

        var text = page.Find("[role=tabpanel] pre").TextContent;
        Assert.Contains(command, text, StringComparison.Ordinal);
        Assert.Contains(value, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Mistake_IsExplainedWhileTyping()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Create);

        page.Field("VPC").Input("subnet-0a1b2c3d");

        Assert.Contains("A VPC ID starts with vpc-.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_EmptyForm_AsksWhomToLetInUnlessAGroupSaysIt()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Create);

        Assert.Contains("words in capitals: VPC, Client networks.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.0/8", page.Markup, StringComparison.Ordinal);

        page.Field("Security group (optional)").Input("sg-0a1b2c3d");
        Assert.Contains("words in capitals: VPC.", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OnboardingStep.Create, "one file creates the endpoint and the DNS records")]
    [InlineData(OnboardingStep.Dns, "With Terraform one file does both. It is the file from the previous step.")]
    public async Task CreateAndDns_ServiceThatAcceptsByItself_ShowTheSameFile(OnboardingStep step, string sentence)
    {
        var page = await StepAsync(CloudProvider.Gcp, step);

        page.FindAll("[role=tab]").Single(tab => tab.TextContent == "Terraform").Click();

        Assert.Contains("google_compute_forwarding_rule", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("google_dns_record_set", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains(sentence, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ColleagueAtTheSameForm_FillsInWhatIsLeftAloneAndIsNotOverwritten()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Create);
        page.Field("VPC").Input("vpc-0a1b2c3d");
        await SaveAsync(page.Instance.Id, ("vpc", "vpc-0d4c3b2a"), ("subnets", "subnet-0a1b2c3d"));

        await page.Field("VPC").BlurAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("vpc-0a1b2c3d vpc-0d4c3b2a", Finding.TextOf(page.Find("table[aria-label='Differences']")), StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Equal("vpc-0d4c3b2a", page.Field("VPC").GetAttribute("value")));
        Assert.Equal("subnet-0a1b2c3d", page.Field("Subnets (optional)").GetAttribute("value"));

        page.Field("VPC").Input("vpc-0a1b2c3d");
        await page.Field("VPC").BlurAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("table[aria-label='Differences']")));
        Assert.Equal("vpc-0a1b2c3d", (await Own<OnboardingService>().FindAsync(Company, page.Instance.Id, Cancel))!.Form["vpc"]);
    }

    [Fact]
    public async Task Link_OneTimeNameMade_ShowsTheCommandsAndWaits()
    {
        var page = await StepAsync(CloudProvider.Azure, OnboardingStep.Link);
        Assert.Contains("Azure shows the LinkID to the company only", page.Text(), StringComparison.Ordinal);

        await page.Button("Create one-time name").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll("pre"), pre => pre.TextContent.Contains("openssl s_client -connect", StringComparison.Ordinal)));
        Assert.Contains("Waiting for", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_PastedAndUsed_GoesOnToDns()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Link);

        page.Field("VPC endpoint ID").Input("vpc-0a1b2c3d");
        Assert.Contains("This is the ID of a VPC", page.Text(), StringComparison.Ordinal);
        page.Field("VPC endpoint ID").Input("arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0FFFFFFFFFFFFFFF1");
        await page.Button("Save link ID").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.EndsWith("/dns", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Link_OutputOfAnotherService_NamesBothBeforeItIsKept()
    {
        var page = await StepAsync(CloudProvider.Gcp, OnboardingStep.Link);

        page.Field("PSC connection ID").Input(PastedOutputs.GcpYaml);

        Assert.Contains("connects to projects/another-saas/regions/europe-west1/serviceAttachments/another, but yours must connect to projects/", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Its status is REJECTED", page.Text(), StringComparison.Ordinal);
        Assert.Contains("10.0.60.100", page.Find(".findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OutputWithoutTheId_IsKeptAndStays()
    {
        var page = await StepAsync(CloudProvider.Azure, OnboardingStep.Link);

        page.Field("LinkID").Input(PastedOutputs.AzureJson);
        Assert.Contains("Status Approved Message Welcome to my-saas", Finding.TextOf(page.Find(".findings")), StringComparison.Ordinal);
        await page.Button("Save these details").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".findings")));
        Assert.Equal("10.0.60.100", (await Own<OnboardingService>().FindAsync(Company, page.Instance.Id, Cancel))!.Address);
    }

    [Fact]
    public async Task Dns_NameUnknown_HasNothingToCopyUntilItIsPasted()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Dns);
        Assert.Contains("YOUR_ENDPOINT_DNS_NAME", page.Find("table[aria-label='DNS records']").TextContent, StringComparison.Ordinal);

        page.Field("Endpoint's DNS name or address").Input(PastedOutputs.AwsProjected);
        await page.Field("Endpoint's DNS name or address").BlurAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains(PastedOutputs.AwsName, page.Find("table[aria-label='DNS records']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dns_ForEachHost_HasARowAndAScript()
    {
        var page = await StepAsync(CloudProvider.Gcp, OnboardingStep.Dns);

        Assert.Contains(DemoNames.GlobexHost, page.Find("table[aria-label='DNS records']").TextContent, StringComparison.Ordinal);
        Assert.Contains("gcloud dns managed-zones create", page.Find("[role=tabpanel] pre").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("pre"), pre => pre.TextContent.Contains("openssl s_client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_BeforeTheFirstConnection_WaitsAndReassures()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Verify);

        Assert.Contains("Waiting for the first connection", page.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.Button("Check now"));
        Assert.Contains("Endpoint", page.Find("figure svg").GetAttribute("aria-label")!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Enforce_WithoutAVerifiedLink_AsksToSaySo()
    {
        var page = await StepAsync(CloudProvider.Gcp, OnboardingStep.Enforce);

        page.Field("Host to enforce").Input(DemoNames.GlobexHost);
        await page.Button($"Enforce {DemoNames.GlobexHost} on trial").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Tick the box if you want this", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steps_AtTheSide_SayStateAndOwner()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Zones);

        Assert.Equal(8, page.FindAll("nav[aria-label=Steps] li").Count);
        Assert.Equal("Zones", page.Find("[aria-current=step] .step-title").TextContent);
        Assert.Contains("Next: the customer", page.Find("nav[aria-label=Steps]").TextContent, StringComparison.Ordinal);
    }

    private async Task SaveAsync(Guid id, params (string Field, string Text)[] texts) =>
        Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().SaveFormAsync(Company, id, texts.ToDictionary(text => text.Field, text => new FieldEdit("", text.Text)), Cancel));
}
